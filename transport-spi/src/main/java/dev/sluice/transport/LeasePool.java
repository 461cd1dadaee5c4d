package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a loop reads into for those who lease their reads: slabs of direct memory, {@value #SLAB_BYTES} bytes each, that are made when
 * they are needed and then used again for ever.
 *
 * <p>Each read is offered all that is left of a slab, and takes of it what has come: so there is no size to be guessed. The next read
 * goes on behind it, until less than {@value #LEAST_ROOM} bytes are left; a slab on which no lease is left is filled from its
 * beginning again, so that a handler that is done with each event at once always finds its bytes in the same 64 KiB. What is small
 * is copied, as a few bytes that somebody keeps must not hold a whole slab.
 *
 * <p>There are {@value #SLABS} slabs at the most, 16 MiB for each loop. When all are lent, or the process has no more direct memory,
 * reads are copied to the heap: that is slower, but it goes on. The same happens for good with slabs whose leases somebody forgot.
 *
 * <p>The loop's thread only, save {@link #giveBack}.
 */
final class LeasePool {
    static final int SLAB_BYTES = Buffers.RECEIVE_BYTES;
    static final int LEAST_ROOM = 16 * 1024;
    static final int SMALL = 1024;
    static final int SLABS = 256;
    private static final Logger LOG = LoggerFactory.getLogger(LeasePool.class);

    /**
     * What is lent just now.
     *
     * @param slabs how many there are
     * @param free how many of them nobody has a lease on
     * @param leases how many are not spent, without those whose bytes were copied
     */
    record Figures(int slabs, int free, int leases) {}

    private final List<Slab> slabs = new ArrayList<>();
    /** Linked, the last that came first. */
    private final AtomicReference<Slab> returned = new AtomicReference<>();
    private Slab free;
    private Slab current;
    private int most = SLABS;

    /**
     * Where to read to.
     *
     * @param limit how much at the most
     * @param instead if all slabs are lent
     * @return good for one read, from its position to its limit; then {@link #lend} it
     */
    ByteBuffer target(int limit, ByteBuffer instead) {
        if (current == null || current.room() < LEAST_ROOM) {
            replace();
        }
        return current == null
            ? instead.limit(Math.min(instead.capacity(), limit))
            : current.target(limit);
    }

    /**
     * Lends what was read.
     *
     * @param target what {@link #target} gave, its position behind the last byte
     * @param read how many bytes came
     */
    Lease lend(ByteBuffer target, int read) {
        if (read >= SMALL && current != null && current.isTarget(target)) {
            return current.lend();
        }
        int end = target.position();
        return Lease.of(ByteString.copyOf(target.limit(end).position(end - read)));
    }

    private void replace() {
        if (current != null) {
            current.free();
        }
        current = take();
        if (current != null) {
            current.begin();
        }
    }

    private Slab take() {
        if (free == null) {
            free = returned.getAndSet(null);
        }
        if (free == null) {
            return slabs.size() < most ? make() : null;
        }
        Slab taken = free;
        free = taken.next;
        taken.next = null;
        return taken;
    }

    /** The JDK collects garbage before it refuses direct memory, so nobody asks a second time. */
    private Slab make() {
        try {
            Slab made = new Slab(this);
            slabs.add(made);
            return made;
        } catch (OutOfMemoryError e) {
            most = slabs.size();
            LOG.warn("no direct memory for more than {} slabs: leased reads are copied when all are lent", most, e);
            return null;
        }
    }

    /** Its last lease is spent. Any thread. */
    void giveBack(Slab slab) {
        do {
            slab.next = returned.get();
        } while (!returned.compareAndSet(slab.next, slab));
    }

    Figures figures() {
        int idle = (int) slabs.stream().filter(slab -> leases(slab) == 0).count();
        return new Figures(slabs.size(), idle, slabs.stream().mapToInt(this::leases).sum());
    }

    private int leases(Slab slab) {
        return slab == current ? slab.handles() - 1 : slab.handles();
    }
}
