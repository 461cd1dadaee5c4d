package dev.sluice.transport;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** A stream that is open and silent. */
final class FakeStream implements StreamHandle, FakePoller.Source {
    volatile boolean opened;
    volatile boolean closed;

    @Override
    public int ready() {
        return 0;
    }

    @Override
    public boolean open() {
        opened = true;
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        return 0;
    }

    @Override
    public int write(ByteBuffer source) {
        int taken = source.remaining();
        source.position(source.limit());
        return taken;
    }

    @Override
    public boolean endOutput() {
        return true;
    }

    @Override
    public void abort() {}

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Object source() {
        return this;
    }

    @Override
    public SocketAddress localAddress() {
        return FakeListener.ADDRESS;
    }

    @Override
    public SocketAddress remoteAddress() {
        return null;
    }
}
