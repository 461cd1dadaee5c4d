package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.nio.ByteBuffer;

/** A lease on a range of a slab. */
final class SlabLease extends Lease {
    private final Slab slab;
    private final int offset;
    private final int size;

    SlabLease(Slab slab, int offset, int size) {
        this.slab = slab;
        this.offset = offset;
        this.size = size;
    }

    @Override
    protected int size() {
        return size;
    }

    @Override
    protected byte at(int index) {
        return slab.at(offset + index);
    }

    @Override
    protected void put(int from, int count, ByteBuffer dst) {
        slab.put(offset + from, count, dst);
    }

    @Override
    protected ByteString bytes() {
        return ByteString.copyOf(view());
    }

    @Override
    protected ByteBuffer view() {
        return slab.view(offset, size);
    }

    @Override
    protected Lease part(int from, int to) {
        return new SlabLease(slab, offset + from, to - from);
    }

    @Override
    protected boolean retain() {
        return slab.retain();
    }

    @Override
    protected void free() {
        slab.free();
    }
}
