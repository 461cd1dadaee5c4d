package dev.sluice.transport.tls;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for the time of a call. Each loop's thread finds its own again, unless another one had the same place; nobody waits.
 */
final class Scratch {
    /** Four records, and more than the largest that can be announced. */
    static final int BYTES = 68 * 1024;
    private static final int PLACES = 16;

    private final AtomicReferenceArray<ByteBuffer> spare = new AtomicReferenceArray<>(PLACES);

    /** Cleared; on the heap, because there the engine works fastest. */
    ByteBuffer take() {
        ByteBuffer taken = spare.getAndSet(place(), null);
        return taken == null ? ByteBuffer.allocate(BYTES) : taken.clear();
    }

    void giveBack(ByteBuffer buffer) {
        spare.set(place(), buffer);
    }

    private static int place() {
        return (int) (Thread.currentThread().threadId() & PLACES - 1);
    }
}
