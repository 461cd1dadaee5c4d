package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A stream that opens when a test says so, as one that shakes hands first. */
final class LateStream implements StreamHandle {
    private final StreamHandle inner;
    private final CompletableFuture<Signal> attached = new CompletableFuture<>();
    private volatile boolean isOpen;

    LateStream(StreamHandle inner) {
        this.inner = inner;
    }

    void letOpen() {
        isOpen = true;
        attached.join().raise(Ready.HANDLE);
    }

    @Override
    public void attach(Signal signal) {
        inner.attach(signal);
        attached.complete(signal);
    }

    @Override
    public boolean open() throws IOException {
        return isOpen && inner.open();
    }

    @Override
    public int watched(int wanted) {
        return isOpen ? inner.watched(wanted) : 0;
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
