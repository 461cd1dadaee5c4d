package dev.sluice.transport;

import dev.sluice.loop.Loop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a handle is offered by one call: the first datagrams of a queue, each of which is copied into the loop's send buffer when it is
 * asked for. One per loop, so that sending allocates nothing.
 */
final class SendBatch implements DatagramHandle.Batch {
    static final int MOST = 64;

    private final ByteBuffer[] views = new ByteBuffer[MOST];
    private final int[] ends = new int[MOST];
    private final IOException[] failures = new IOException[MOST];
    private SendQueue queue;
    private Consumer<? super IOException> reports;
    private int size;
    private int copied;
    /** A single one that the buffer has no room for. */
    private ByteBuffer large;

    private SendBatch(Loop loop) {
        ByteBuffer buffer = Buffers.of(loop).send();
        Arrays.setAll(views, i -> buffer.duplicate());
    }

    static SendBatch of(Loop loop) {
        return loop.resource(SendBatch.class, () -> new SendBatch(loop));
    }

    /** Offers as many of a queue as the buffer has room for, but one at least. */
    SendBatch of(SendQueue from, Consumer<? super IOException> toReport) {
        queue = from;
        reports = toReport;
        copied = 0;
        size = 0;
        int end = 0;
        for (int most = Math.min(MOST, queue.size()); size < most; size++) {
            int length = queue.data(size).length();
            if (length > Buffers.SEND_BYTES - end) {
                break;
            }
            end += length;
            ends[size] = end;
        }
        if (size == 0) {
            size = 1;
            large = queue.data(0).asByteBuffer();
        }
        return this;
    }

    /** It is over; keeps nothing. */
    void clear() {
        Arrays.fill(failures, 0, size, null);
        queue = null;
        reports = null;
        large = null;
        size = 0;
    }

    /** Null = it has not failed. */
    IOException failure(int index) {
        return failures[index];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public ByteBuffer data(int index) {
        Objects.checkIndex(index, size);
        if (large != null) {
            return large.duplicate();
        }
        while (copied <= index) {
            ByteBuffer target = view(copied);
            queue.data(copied).copyTo(0, target);
            copied++;
        }
        return view(index);
    }

    private ByteBuffer view(int index) {
        return views[index].limit(ends[index]).position(index == 0 ? 0 : ends[index - 1]);
    }

    @Override
    public SocketAddress target(int index) {
        return queue.target(Objects.checkIndex(index, size));
    }

    @Override
    public void failed(int index, IOException cause) {
        failures[Objects.checkIndex(index, size)] = Objects.requireNonNull(cause, "cause");
    }

    @Override
    public void reported(IOException cause) {
        reports.accept(Objects.requireNonNull(cause, "cause"));
    }
}
