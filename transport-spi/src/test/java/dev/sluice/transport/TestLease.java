package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A lease on a buffer of its own; it counts those that are not released. */
final class TestLease extends Lease {
    private final AtomicInteger handles;
    private ByteBuffer bytes;

    private TestLease(AtomicInteger handles, ByteBuffer bytes) {
        this.handles = handles;
        this.bytes = bytes;
    }

    static TestLease of(AtomicInteger handles, ByteString bytes, boolean direct) {
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(bytes.length()) : ByteBuffer.allocate(bytes.length());
        bytes.copyTo(0, buffer);
        handles.incrementAndGet();
        return new TestLease(handles, buffer.flip());
    }

    private ByteBuffer spend() {
        ByteBuffer spent = buffer();
        bytes = null;
        return spent;
    }

    @Override
    public int length() {
        return buffer().remaining();
    }

    @Override
    public ByteString copy() {
        return ByteString.copyOf(buffer());
    }

    @Override
    public Lease share() {
        handles.incrementAndGet();
        return new TestLease(handles, buffer());
    }

    @Override
    public void keep() {}

    @Override
    public Lease move() {
        return new TestLease(handles, spend());
    }

    @Override
    public void release() {
        spend();
        handles.decrementAndGet();
    }

    @Override
    public ByteBuffer buffer() {
        if (bytes == null) {
            throw new IllegalStateException("this lease is spent");
        }
        return bytes.asReadOnlyBuffer();
    }
}
