package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes that wait for the kernel, in order. Small ones are copied together into the loop's send buffer and leave in one system
 * call; large ones leave in slices of its size.
 */
final class WriteQueue {
    /** What a queued write costs beside its data, so that many tiny ones count for what they take. */
    static final int OVERHEAD = 64;

    private static final int SMALL = 64;
    /** So many buffers are written in one turn; then others have theirs. */
    private static final int BUFFERS_PER_TURN = 16;

    /** A ring of a power of two. */
    private Write[] ring = new Write[SMALL];
    private int head;
    private int size;
    /** How many bytes of the first write have been taken. */
    private int taken;
    private long weight;

    boolean isEmpty() {
        return size == 0;
    }

    boolean isSmall() {
        return ring.length == SMALL;
    }

    int size() {
        return size;
    }

    /** All bytes that wait, and the overhead of each write. */
    long weight() {
        return weight;
    }

    void add(Write write) {
        if (size == ring.length) {
            grow();
        }
        ring[index(size++)] = write;
        weight += write.data().length() + OVERHEAD;
    }

    /**
     * Writes what the handle takes, and tells the acks of what was taken whole.
     *
     * @return true if nothing is left
     */
    boolean flush(StreamHandle handle, ByteBuffer buffer) throws IOException {
        for (int turn = 0; turn < BUFFERS_PER_TURN && size > 0; turn++) {
            fill(buffer.clear());
            int offered = buffer.flip().remaining();
            int written = offered == 0 ? 0 : handle.write(buffer);
            consume(written);
            if (written < offered) {
                return false;
            }
        }
        return size == 0;
    }

    private void fill(ByteBuffer buffer) {
        int from = taken;
        for (int i = 0; i < size && buffer.hasRemaining(); i++) {
            ring[index(i)].data().copyTo(from, buffer);
            from = 0;
        }
    }

    private void consume(int written) {
        weight -= written;
        int left = written;
        while (size > 0) {
            ByteString data = ring[head].data();
            int open = data.length() - taken;
            if (left < open) {
                taken += left;
                return;
            }
            left -= open;
            Write done = removeFirst();
            if (done.ack() != null) {
                done.ack().tellDone();
            }
        }
    }

    private Write removeFirst() {
        Write first = ring[head];
        ring[head] = null;
        head = index(1);
        size--;
        taken = 0;
        weight -= OVERHEAD;
        return first;
    }

    /** Empties the queue; each write is told to somebody as lost. */
    void fail(Consumer<Write> lost) {
        while (size > 0) {
            lost.accept(removeFirst());
        }
        weight = 0;
    }

    private int index(int i) {
        return (head + i) & (ring.length - 1);
    }

    private void grow() {
        Write[] larger = Arrays.copyOf(ring, ring.length * 2);
        for (int i = 0; i < size; i++) {
            larger[i] = ring[index(i)];
        }
        Arrays.fill(larger, size, larger.length, null);
        ring = larger;
        head = 0;
    }
}
