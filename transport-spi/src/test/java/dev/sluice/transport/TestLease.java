package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A lease on a buffer of its own; it counts those that are not released. */
final class TestLease extends Lease {
    private final AtomicInteger handles;
    private final ByteBuffer bytes;

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

    @Override
    protected int size() {
        return bytes.remaining();
    }

    @Override
    protected byte at(int index) {
        return bytes.get(index);
    }

    @Override
    protected void put(int from, int count, ByteBuffer dst) {
        dst.put(bytes.slice(from, count));
    }

    @Override
    protected ByteString bytes() {
        return ByteString.copyOf(view());
    }

    @Override
    protected ByteBuffer view() {
        return bytes.asReadOnlyBuffer();
    }

    @Override
    protected Lease part(int from, int to) {
        return new TestLease(handles, bytes.slice(from, to - from));
    }

    @Override
    protected boolean retain() {
        handles.incrementAndGet();
        return true;
    }

    @Override
    protected void free() {
        handles.decrementAndGet();
    }
}
