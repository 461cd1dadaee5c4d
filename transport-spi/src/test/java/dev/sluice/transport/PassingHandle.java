package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** Passes everything on, and leaves what has a default to that; what a test wants changed it overrides. */
class PassingHandle implements StreamHandle {
    final StreamHandle inner;

    PassingHandle(StreamHandle inner) {
        this.inner = inner;
    }

    @Override
    public void attach(Signal signal) {
        inner.attach(signal);
    }

    @Override
    public boolean open() throws IOException {
        return inner.open();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return inner.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return inner.write(source);
    }

    @Override
    public boolean endOutput() throws IOException {
        return inner.endOutput();
    }

    @Override
    public int watched(int wanted) {
        return inner.watched(wanted);
    }

    @Override
    public void abort() {
        inner.abort();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    @Override
    public Object source() {
        return inner.source();
    }

    @Override
    public SocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return inner.remoteAddress();
    }
}
