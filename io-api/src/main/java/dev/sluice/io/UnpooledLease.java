package dev.sluice.io;

import java.nio.ByteBuffer;

/** A lease on bytes that need not come back to anybody. */
final class UnpooledLease extends Lease {
    private final ByteString bytes;

    UnpooledLease(ByteString bytes) {
        this.bytes = bytes;
    }

    @Override
    protected int size() {
        return bytes.length();
    }

    @Override
    protected byte at(int index) {
        return bytes.byteAt(index);
    }

    @Override
    protected void put(int from, int count, ByteBuffer dst) {
        bytes.copyTo(from, dst);
    }

    @Override
    protected ByteString bytes() {
        return bytes;
    }

    @Override
    protected ByteBuffer view() {
        return bytes.asByteBuffer();
    }

    @Override
    protected Lease part(int from, int to) {
        return new UnpooledLease(bytes.slice(from, to));
    }

    @Override
    protected boolean retain() {
        return true;
    }

    @Override
    protected void free() {}
}
