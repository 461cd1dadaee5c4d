package dev.sluice.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A piece of direct memory that is filled from its beginning on, read by read, and used again when all leases on it are spent. Filled
 * by its loop; counted by any thread.
 */
final class Slab {
    private static final AtomicIntegerFieldUpdater<Slab> HANDLES = AtomicIntegerFieldUpdater.newUpdater(Slab.class,
        "handles");

    private final LeasePool home;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(LeasePool.SLAB_BYTES);
    private final ByteBuffer readOnly = memory.asReadOnlyBuffer();
    /** The leases, and one for the pool while it fills this slab. */
    private volatile int handles;
    private int filled;
    /** In a list of free ones. */
    Slab next;

    Slab(LeasePool home) {
        this.home = home;
    }

    // ---- on the loop ----

    void begin() {
        handles = 1;
        filled = 0;
    }

    /** How much can be read into it: all, if nobody has a lease on it. */
    int room() {
        if (handles == 1) {
            filled = 0;
        }
        return LeasePool.SLAB_BYTES - filled;
    }

    /** Where to read to: what was read lies between here and the position. */
    ByteBuffer target(int most) {
        return memory.limit(Math.min(LeasePool.SLAB_BYTES, filled + most)).position(filled);
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
        return handles;
    }

    boolean retain() {
        int count;
        do {
            count = handles;
            if (count == 0) {
                return false; // it is free, or others' soon
            }
        } while (!HANDLES.compareAndSet(this, count, count + 1));
        return true;
    }

    void free() {
        if (HANDLES.decrementAndGet(this) == 0) {
            home.giveBack(this);
        }
    }

    byte at(int index) {
        return memory.get(index);
    }

    void put(int from, int count, ByteBuffer dst) {
        dst.put(dst.position(), memory, from, count).position(dst.position() + count);
    }

    ByteBuffer view(int from, int count) {
        return readOnly.slice(from, count);
    }
}
