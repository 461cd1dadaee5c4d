package dev.sluice.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of direct memory that is filled from its beginning on, read by read, and used again when all leases on it are spent. Filled
 * by its loop; counted by any thread.
 */
final class Slab {
    private final LeasePool home;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(LeasePool.SLAB_BYTES);
    /** For the leases: its limit never moves. */
    private final ByteBuffer readOnly = memory.asReadOnlyBuffer();
    /** The leases, and one for the pool while it fills this slab. */
    private final AtomicInteger handles = new AtomicInteger();
    private int filled;
    /** In a list of free ones. */
    Slab next;

    Slab(LeasePool home) {
        this.home = home;
    }

    // ---- on the loop ----

    void begin() {
        handles.set(1);
        filled = 0;
    }

    /** How much can be read into it: all, if nobody has a lease on it. */
    int room() {
        if (handles.get() == 1) {
            filled = 0;
        }
        return LeasePool.SLAB_BYTES - filled;
    }

    /** Where to read to: what was read lies between here and the position. */
    ByteBuffer target(int most) {
        return memory.limit(filled + Math.min(LeasePool.SLAB_BYTES - filled, most)).position(filled);
    }

    boolean isTarget(ByteBuffer target) {
        return memory == target;
    }

    /** Lends what was read. */
    SlabLease lend() {
        int from = filled;
        filled = memory.position();
        retain();
        return new SlabLease(this, from, filled - from);
    }

    // ---- any thread ----

    int handles() {
        return handles.get();
    }

    /** False if it is free, or others' soon. */
    boolean retain() {
        return handles.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void free() {
        if (handles.decrementAndGet() == 0) {
            home.giveBack(this);
        }
    }

    byte at(int index) {
        return readOnly.get(index);
    }

    void put(int from, int count, ByteBuffer dst) {
        dst.put(dst.position(), readOnly, from, count).position(dst.position() + count);
    }

    ByteBuffer view(int from, int count) {
        return readOnly.slice(from, count);
    }
}
