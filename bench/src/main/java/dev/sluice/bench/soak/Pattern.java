package dev.sluice.bench.soak;

import dev.sluice.io.ByteString;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The bytes of all streams: each is the same table, over and over, from a place of its own. So every byte that comes back can be
 * held against what it has to be, and an echo that was meant for another is none.
 */
final class Pattern {
    /** Prime, so that messages begin everywhere in it. */
    private static final int LENGTH = 65_521;
    /** Twice the same, so that what begins in the first half is in one piece. */
    private static final byte[] TABLE = table();
    private static final ByteString STRING = ByteString.copyOf(TABLE);

    private Pattern() {}

    private static byte[] table() {
        byte[] once = new byte[LENGTH];
        new Random(42).nextBytes(once);
        byte[] twice = new byte[2 * LENGTH];
        System.arraycopy(once, 0, twice, 0, LENGTH);
        System.arraycopy(once, 0, twice, LENGTH, LENGTH);
        return twice;
    }

    private static int place(long stream, long offset) {
        return (int) ((stream * 7919 + offset) % LENGTH);
    }

    /** A part of a stream; at most 64,000 bytes. */
    static ByteString piece(long stream, long offset, int length) {
        int from = place(stream, offset);
        return STRING.slice(from, from + length);
    }

    /** The same, to be read once. */
    static ByteBuffer buffer(long stream, long offset, int length) {
        return ByteBuffer.wrap(TABLE, place(stream, offset), length);
    }

    static boolean matches(ByteString data, long stream, long offset) {
        for (int at = 0; at < data.length(); at += LENGTH) {
            int end = Math.min(at + LENGTH, data.length());
            if (!data.slice(at, end).equals(piece(stream, offset + at, end - at))) {
                return false;
            }
        }
        return true;
    }

    /** Of at most 64,000 bytes; reads none. */
    static boolean matches(ByteBuffer data, long stream, long offset) {
        return data.equals(buffer(stream, offset, data.remaining()));
    }
}
