package dev.sluice.transport;

import dev.sluice.loop.Loop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What the stream connections of one loop share, so that an idle one holds nothing of it: the buffers, the memory of leased reads, and
 * spare write queues.
 */
final class LoopIo {
    private static final int SPARE_QUEUES = 32;

    private final Buffers buffers;
    private final LeasePool leases = new LeasePool();
    private final AcksDue acks = new AcksDue();
    /** Null as long as nobody has written a lease. */
    private Gathering gathering;
    private final ArrayDeque<WriteQueue> spare = new ArrayDeque<>();

    private LoopIo(Loop loop) {
        buffers = Buffers.of(loop);
    }

    static LoopIo of(Loop loop) {
        return loop.resource(LoopIo.class, () -> new LoopIo(loop));
    }

    ByteBuffer receive() {
        return buffers.receive();
    }

    ByteBuffer send() {
        return buffers.send();
    }

    LeasePool leases() {
        return leases;
    }

    AcksDue acks() {
        return acks;
    }

    /** Cleared. */
    Gathering gathering() {
        if (gathering == null) {
            gathering = new Gathering(buffers.send());
        }
        return gathering.clear();
    }

    WriteQueue takeQueue() {
        WriteQueue queue = spare.poll();
        return queue == null ? new WriteQueue() : queue;
    }

    /** Takes an empty queue back; one that has grown goes to the garbage. */
    void giveBack(WriteQueue queue) {
        if (queue.isSmall() && spare.size() < SPARE_QUEUES) {
            spare.push(queue);
        }
    }
}
