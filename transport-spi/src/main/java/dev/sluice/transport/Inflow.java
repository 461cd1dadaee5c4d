package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The reading half of a connection: what may be delivered, and how it is read.
 *
 * <p>Reading stays armed while delivery is closed until one small buffer more has been absorbed, so that the end of a quiet peer
 * is still noticed (an interest of nothing is blind: netty#7550); then the poller is told to look away.
 */
final class Inflow {
    private static final int PUSH = -1;
    private static final int READS_PER_TURN = 16;
    /** What is read ahead of a handler that doesn't want it. */
    private static final int ABSORBED_BYTES = 4096;
    private static final int LEAST_READ = 1024;
    /** What a message costs beside its data; the window counts it, so that tiny ones are bounded too. */
    private static final int OVERHEAD = 64;

    private final ConnectionEnd connection;
    private ByteString absorbed;
    private int unhandled;
    /** How many more messages were asked for; when nobody has to ask, {@link #PUSH}. */
    private int credits;
    private boolean suspended;
    private boolean choked;
    private boolean endSeen;
    private boolean ended;

    Inflow(ConnectionEnd connection) {
        this.connection = connection;
        this.credits = connection.settings().reading() == ConnectionSettings.Reading.PULL ? 0 : PUSH;
    }

    // ---- what opens and closes delivery ----

    void suspended(boolean value) {
        suspended = value;
    }

    /** Output is backed up. */
    void choked(boolean value) {
        choked = value;
    }

    boolean pulls() {
        return credits != PUSH;
    }

    /** From here on everything is delivered as it comes: the connection waits for the peer's end. */
    void pushAll() {
        credits = PUSH;
        suspended = false;
        choked = false;
    }

    void pull(int count) {
        credits = (int) Math.min(Integer.MAX_VALUE, (long) credits + count);
    }

    void handled(int bytes) {
        unhandled -= bytes + OVERHEAD;
    }

    boolean allHandled() {
        return unhandled == 0;
    }

    /** Whether something is here already that delivery could give. */
    boolean isWaiting() {
        return absorbed != null;
    }

    boolean isOpen() {
        return connection.handler.isThere() && !suspended && !choked && unhandled < window() && credits != 0;
    }

    // ---- reading ----

    private int window() {
        return connection.settings().window();
    }

    /** Whether the poller shall watch for input. */
    boolean wantsRead() {
        return connection.handler.isThere() && !endSeen && absorbed == null;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Delivers what was absorbed, if it may; to be called whenever delivery may have opened. */
    void release() {
        if (absorbed != null && isOpen()) {
            ByteString waiting = absorbed;
            absorbed = null;
            deliver(waiting);
        }
        if (endSeen && absorbed == null && !ended) {
            ended = true;
            connection.inputEnded();
        }
    }

    /** Reads what is there, as far as it may be delivered; stops at a short read, because the poller will tell of more. */
    void read(StreamHandle handle, ByteBuffer buffer) throws IOException {
        if (!isOpen()) {
            absorb(handle, buffer);
            return;
        }
        release(); // delivery may have opened a moment ago, and a handle with input of its own is read all the same
        boolean filled = true;
        for (int turn = 0; filled && turn < READS_PER_TURN && isOpen(); turn++) {
            buffer.clear().limit(Math.min(buffer.capacity(), room()));
            int read = handle.read(buffer);
            filled = read > 0 && !buffer.hasRemaining();
            accept(read, buffer);
        }
    }

    /** What the window leaves; a read of a few bytes isn't worth its system call, so the last one may go a little beyond. */
    private int room() {
        int window = window();
        return Math.max(window - unhandled, Math.min(window, LEAST_READ));
    }

    private void accept(int read, ByteBuffer buffer) {
        if (read > 0) {
            deliver(ByteString.copyOf(buffer.flip()));
        } else if (read < 0) {
            endSeen = true;
            release();
        }
    }

    private void absorb(StreamHandle handle, ByteBuffer buffer) throws IOException {
        if (absorbed != null || endSeen) {
            return;
        }
        buffer.clear().limit(Math.min(buffer.capacity(), ABSORBED_BYTES));
        int read = handle.read(buffer);
        if (read > 0) {
            absorbed = ByteString.copyOf(buffer.flip());
        } else if (read < 0) {
            endSeen = true;
            release();
        }
    }

    private void deliver(ByteString data) {
        unhandled += data.length() + OVERHEAD;
        if (credits > 0) {
            credits--;
        }
        connection.handler.tell(new Received(data));
    }

    /** Reads and drops. Gives how many bytes there were, or -1 once the peer has ended its output. */
    int discard(StreamHandle handle, ByteBuffer buffer) throws IOException {
        absorbed = null;
        if (endSeen) {
            return -1;
        }
        int read = handle.read(buffer.clear());
        endSeen = read < 0;
        ended |= endSeen;
        return read;
    }
}
