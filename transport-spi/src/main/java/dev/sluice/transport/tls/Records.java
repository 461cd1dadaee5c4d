package dev.sluice.transport.tls;

import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * What has come from below and was not opened yet. Between {@link #begin} and {@link #end} it lies in a buffer that is borrowed; in
 * between, what is left is kept in an array as large as its record.
 */
final class Records {
    static final int HANDSHAKE = 22;
    /** What one record takes at the most, with its header. */
    static final int LARGEST = 5 + 16384 + 2048;
    private static final int HEADER = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    private static final int SHOWN = 16;
    private static final byte[] NONE = {};

    private final StreamHandle inner;
    private final Scratch scratch;
    /** Null outside of a call. */
    private ByteBuffer bytes;
    private byte[] kept = NONE;
    private int keptLength;
    /** So many bytes of a record that is too large there must be before it is tried again. */
    private int least;
    private boolean hasWhole;
    private boolean ended;

    Records(StreamHandle inner, Scratch scratch) {
        this.inner = inner;
        this.scratch = scratch;
    }

    // ---- a call ----

    void begin() {
        bytes = scratch.take().put(kept, 0, keptLength).flip();
    }

    void end() {
        keptLength = bytes.remaining();
        hasWhole = isWhole();
        if (keptLength == 0) {
            kept = NONE;
        } else {
            keep();
        }
        scratch.giveBack(bytes);
        bytes = null;
    }

    private void keep() {
        if (kept.length < keptLength) {
            kept = new byte[Math.max(keptLength, Math.min(length(), LARGEST))];
        }
        bytes.get(kept, 0, keptLength);
    }

    // ---- within it ----

    /** What there is; the engine takes from its beginning. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Whether the engine can go on with what there is; at any time it says so of what was there last. */
    boolean hasRecord() {
        return bytes == null ? hasWhole : isWhole();
    }

    /** One that is larger than any may be is the engine's business at once. */
    private boolean isWhole() {
        int there = bytes.remaining();
        return there >= HEADER && there >= (length() > LARGEST ? least : length());
    }

    /** The engine says that this is not enough. */
    void wantsMore() throws SSLException {
        if (bytes.remaining() >= length()) {
            throw new SSLException("the engine doesn't take a record of " + length() + " bytes");
        }
        least = bytes.remaining() + 1;
    }

    /** Of the first record, with its header, as far as that is known. */
    int length() {
        int at = bytes.position();
        return bytes.remaining() < HEADER ? HEADER : HEADER + (bytes.getShort(at + 3) & 0xffff);
    }

    /** Of the first record. */
    int type() {
        return bytes.get(bytes.position()) & 0xff;
    }

    /** Whether it may be TLS, as far as can be seen. */
    boolean mayBeTls() {
        int at = bytes.position();
        return !bytes.hasRemaining() || type() >= FIRST_TYPE && type() <= LAST_TYPE
            && (bytes.remaining() == 1 || bytes.get(at + 1) == 3);
    }

    /** The first bytes, for people. */
    String begins() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN, bytes.remaining()); i++) {
            byte value = bytes.get(bytes.position() + i);
            text.append(value >= ' ' && value < 127 ? (char) value : '.');
        }
        return text.toString();
    }

    /**
     * Reads what is there.
     *
     * @param most so many bytes
     * @return whether anything came
     */
    boolean read(int most) throws IOException {
        int read;
        bytes.compact();
        try {
            bytes.limit(Math.min(bytes.capacity(), bytes.position() + most));
            read = inner.read(bytes);
        } finally {
            bytes.flip();
        }
        ended |= read < 0;
        return read > 0;
    }

    /** The handle below has told its end. */
    boolean hasEnded() {
        return ended;
    }

    int heldBytes() {
        return kept.length;
    }

    /** Nothing of a record is there. */
    boolean isEmpty() {
        return bytes == null ? keptLength == 0 : !bytes.hasRemaining();
    }
}
