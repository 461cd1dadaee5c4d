package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The reading half of a connection: what may be delivered, and how it is read.
 *
 * <p>Reading stays armed while delivery is closed until one small buffer has been filled, so that the end of a peer that sends little
 * is still noticed (an interest of nothing is blind: netty#7550); then the poller is told to look away, and only the idle limit is
 * left.
 *
 * <p>Each read is offered as much as the window leaves, up to {@value Buffers#RECEIVE_BYTES} bytes of a buffer that is the loop's and
 * not the connection's: nothing is gained by guessing the size of the next message, as the memory for it is taken when it is there.
 */
abstract sealed class Inflow extends Outflow permits ConnectionEnd {
    private static final int PUSH = -1;
    private static final int READS_PER_TURN = 16;
    /** What is read ahead of a handler that doesn't want it. */
    private static final int ABSORBED_BYTES = 4096;
    private static final int LEAST_READ = 1024;
    /** From here on the data of all that are ready together goes beyond a processor's cache. */
    private static final int LARGE_READ = 8 * 1024;
    /** What a message costs beside its data; the window counts it, so that tiny ones are bounded too. */
    private static final int OVERHEAD = 64;

    private long bytesRead;
    private long reads;
    private ByteString absorbed;
    private int unhandled;
    /** How many more messages were asked for; when nobody has to ask, {@link #PUSH}. */
    private int credits;
    private boolean suspended;
    private boolean choked;
    private boolean endSeen;
    private boolean ended;

    Inflow(Context<Connection.Command> ctx, Slots slots, StreamOrigin origin) {
        super(ctx, slots, origin);
        this.credits = pulls() ? 0 : PUSH;
    }

    /** The peer has ended its output, and all that it sent before was delivered. */
    abstract void inputEnded();

    // ---- what opens and closes delivery ----

    final void suspended(boolean value) {
        suspended = value;
    }

    /** Output is backed up. */
    final void choked(boolean value) {
        choked = value;
    }

    final boolean pulls() {
        return settings().reading() == ConnectionSettings.Reading.PULL;
    }

    /** From here on everything is delivered as it comes: the connection waits for the peer's end. */
    final void pushAll() {
        credits = PUSH;
        suspended = false;
        choked = false;
    }

    final void credit(int count) {
        if (credits != PUSH) {
            credits = (int) Math.min(Integer.MAX_VALUE, (long) credits + count);
        }
    }

    final void countHandled(int bytes) {
        unhandled -= bytes + OVERHEAD;
    }

    final boolean allHandled() {
        return unhandled == 0;
    }

    /** Whether something is here already that delivery could give. */
    final boolean hasAbsorbed() {
        return absorbed != null;
    }

    final boolean mayDeliver() {
        return hasHandler() && !suspended && !choked && unhandled < window() && credits != 0;
    }

    // ---- reading ----

    private int window() {
        return settings().window();
    }

    /** Whether the poller shall watch for input. */
    final boolean wantsRead() {
        return hasHandler() && !endSeen && (absorbed == null || roomToAbsorb() > 0);
    }

    private int roomToAbsorb() {
        return ABSORBED_BYTES - (absorbed == null ? 0 : absorbed.length());
    }

    final boolean inputHasEnded() {
        return ended;
    }

    /** Delivers what was absorbed, if it may; to be called whenever delivery may have opened. */
    final void releaseAbsorbed() {
        if (absorbed != null && mayDeliver()) {
            ByteString waiting = absorbed.compact();
            absorbed = null;
            deliver(leases() ? new Leased(Lease.of(waiting)) : new Received(waiting), waiting.length());
        }
        if (endSeen && absorbed == null && !ended) {
            ended = true;
            inputEnded();
        }
    }

    /** Reads what is there, as far as it may be delivered; stops at a short read, because the poller will tell of more. */
    final void readInput(StreamHandle handle, LoopIo io) throws IOException {
        releaseAbsorbed();
        if (!mayDeliver()) {
            absorb(handle, io.receive());
            return;
        }
        boolean filled = !endSeen;
        for (int turn = 0; filled && turn < READS_PER_TURN && mayDeliver(); turn++) {
            ByteBuffer target = target(io);
            int read = handle.read(target);
            filled = read > 0 && !target.hasRemaining();
            if (read >= LARGE_READ) {
                ctx.loop().wakeNext(); // so the handler finds it in the cache, and so does the write that answers it
            }
            if (read > 0) {
                count(read);
                deliver(received(target, read, io), read);
            } else if (read < 0) {
                seeEnd();
            }
        }
    }

    /** The last look at a broken stream: what is there is delivered, as far as it may be. Its end is not told: it may be no true one. */
    final void readRest(StreamHandle handle, LoopIo io) throws IOException {
        int read = 1;
        while (read > 0 && !endSeen && mayDeliver()) {
            ByteBuffer target = target(io);
            read = handle.read(target);
            if (read > 0) {
                count(read);
                deliver(received(target, read, io), read);
            }
        }
    }

    private boolean leases() {
        return settings().leasesReads();
    }

    private ByteBuffer target(LoopIo io) {
        ByteBuffer shared = io.receive();
        return leases() ? io.leases().target(room(), shared) : shared.limit(Math.min(shared.capacity(), room()));
    }

    /** What the window leaves; a read of a few bytes isn't worth its system call, so the last one may go a little beyond. */
    private int room() {
        int window = window();
        return Math.max(window - unhandled, Math.min(window, LEAST_READ));
    }

    private Event received(ByteBuffer target, int read, LoopIo io) {
        return leases()
            ? new Leased(io.leases().lend(target, read))
            : new Received(ByteString.copyOf(target.flip()));
    }

    private void seeEnd() {
        endSeen = true;
        releaseAbsorbed();
    }

    private void absorb(StreamHandle handle, ByteBuffer buffer) throws IOException {
        if (endSeen || roomToAbsorb() == 0) {
            return;
        }
        int read = handle.read(buffer.limit(roomToAbsorb()));
        if (read > 0) {
            count(read);
            ByteString more = ByteString.copyOf(buffer.flip());
            absorbed = absorbed == null ? more : absorbed.concat(more);
        } else if (read < 0) {
            seeEnd();
        }
    }

    private void count(int read) {
        bytesRead += read;
        reads++;
        slots.traffic().read(read);
    }

    final ConnectionFigures figures() {
        return figures(bytesRead, reads, unhandled);
    }

    private void deliver(Event input, int bytes) {
        unhandled += bytes + OVERHEAD;
        if (credits > 0) {
            credits--;
        }
        tell(input);
    }

    /** Reads and drops. Gives how many bytes there were, or -1 once the peer has ended its output. */
    final int discardInput(StreamHandle handle, ByteBuffer buffer) throws IOException {
        absorbed = null;
        if (endSeen) {
            return -1;
        }
        int read = handle.read(buffer.clear());
        if (read > 0) {
            count(read);
        }
        endSeen = read < 0;
        ended |= endSeen;
        return read;
    }
}
