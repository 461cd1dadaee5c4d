package dev.sluice.transport.contract;

import dev.sluice.transport.StreamHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The peer in a history: a bare handle, which never waits, and remembers what has happened to it. */
final class RawPeer {
    private final StreamHandle handle;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    private long sent;
    private boolean sendingFailed;
    private boolean ended;
    private boolean gone;
    private boolean sawEnd;
    private boolean sawReset;

    RawPeer(StreamHandle handle) {
        this.handle = handle;
    }

    /** Everything that was taken from it, of the {@link Pattern} from 0 on. */
    long sent() {
        return sent;
    }

    byte[] received() {
        return received.toByteArray();
    }

    boolean hasEnded() {
        return ended;
    }

    /** It has closed or reset, and so didn't see the end. */
    boolean isGone() {
        return gone;
    }

    boolean sawEnd() {
        return sawEnd;
    }

    boolean sawReset() {
        return sawReset;
    }

    /** Sends so many bytes, or as many as are taken. */
    int send(int length) {
        if (ended || gone || sendingFailed) {
            return 0;
        }
        try {
            int taken = handle.write(ByteBuffer.wrap(Pattern.from(sent, length)));
            sent += taken;
            return taken;
        } catch (IOException e) {
            sendingFailed = true;
            return 0;
        }
    }

    /** Receives so many bytes at the most. True if there was anything, also an end. */
    boolean receive(int length) {
        boolean any = false;
        for (int left = length; left > 0 && !sawEnd && !sawReset && !gone;) {
            int read = read(Math.min(left, buffer.capacity()));
            any |= read != 0;
            left = read > 0 ? left - read : 0;
        }
        return any;
    }

    private int read(int most) {
        try {
            int read = handle.read(buffer.clear().limit(most));
            sawEnd = read < 0;
            received.write(buffer.array(), 0, buffer.position());
            return read;
        } catch (IOException e) {
            sawReset = true;
            return -1;
        }
    }

    void endOutput() {
        if (!ended && !gone) {
            ended = true;
            try {
                handle.endOutput();
            } catch (IOException e) {
                sendingFailed = true;
            }
        }
    }

    void reset() {
        if (!gone) {
            handle.abort();
            close();
        }
    }

    void close() {
        if (!gone) {
            gone = true;
            try {
                handle.close();
            } catch (IOException e) {
                throw new AssertionError("the peer's own handle can't be closed", e);
            }
        }
    }

    @Override
    public String toString() {
        return "sent " + sent + ", got " + received.size() + ", saw "
            + (sawReset ? "a reset" : sawEnd ? "the end" : "nothing");
    }
}
