package dev.sluice.transport.testkit;

import java.nio.ByteBuffer;

/** One direction of a pair of streams: a bounded ring of bytes, and the end behind them. Guarded by the pair's lock. */
final class Pipe {
    private final byte[] ring;
    private int head;
    private int size;
    private boolean ended;

    Pipe(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity is less than 1: " + capacity);
        }
        ring = new byte[capacity];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == ring.length;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Drops what is in it. */
    void clear() {
        size = 0;
    }

    /** Takes what there is room for; the rest of the source stays. */
    int put(ByteBuffer source) {
        int count = Math.min(source.remaining(), ring.length - size);
        int tail = (head + size) % ring.length;
        int first = Math.min(count, ring.length - tail);
        source.get(ring, tail, first).get(ring, 0, count - first);
        size += count;
        return count;
    }

    /** Gives what there is, as far as the target has room. */
    int take(ByteBuffer target) {
        int count = Math.min(target.remaining(), size);
        int first = Math.min(count, ring.length - head);
        target.put(ring, head, first).put(ring, 0, count - first);
        head = (head + count) % ring.length;
        size -= count;
        return count;
    }
}
