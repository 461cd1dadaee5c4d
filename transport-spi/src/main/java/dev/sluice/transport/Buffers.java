package dev.sluice.transport;

import dev.sluice.loop.Loop;
import java.nio.ByteBuffer;

/**
 * The two direct buffers that all channels of a loop share, so that an idle one holds none. They are good for one read
 * or one write in one go: nobody may keep them, or expect to find in them what was there before. Loop's thread only.
 */
public final class Buffers {
    /**
     * How much one read takes at the most, 64 KiB: enough that a fast sender costs few system calls, and little enough
     * that a read stays in the processor's second-level cache until it is copied out.
     */
    public static final int RECEIVE_BYTES = 64 * 1024;
    /**
     * How much small output is copied together for one write, 128 KiB. More than that a socket seldom takes at once,
     * and from there on a further system call costs less than it takes to copy what it sends.
     */
    public static final int SEND_BYTES = 128 * 1024;

    private final ByteBuffer receive = ByteBuffer.allocateDirect(RECEIVE_BYTES);
    private final ByteBuffer send = ByteBuffer.allocateDirect(SEND_BYTES);

    private Buffers() {}

    /**
     * The buffers of a loop, made at the first call.
     *
     * @param loop the loop that the caller is on
     * @return always the same for one loop
     * @throws IllegalStateException if the caller is not on that loop
     */
    public static Buffers of(Loop loop) {
        return loop.resource(Buffers.class, Buffers::new);
    }

    /**
     * The buffer to read into.
     *
     * @return always the same, cleared
     */
    public ByteBuffer receive() {
        return receive.clear();
    }

    /**
     * The buffer to gather output in.
     *
     * @return always the same, cleared
     */
    public ByteBuffer send() {
        return send.clear();
    }
}
