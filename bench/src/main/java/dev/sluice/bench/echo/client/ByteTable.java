package dev.sluice.bench.echo.client;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The bytes of all streams: each is this table, over and over, from a place of its own. So sending needs no copy, and
 * verifying is one comparison. Its length is prime, so that messages begin everywhere in it.
 */
public final class ByteTable {
    static final int LENGTH = 65_521;

    /** Twice the same, so that what begins in the first half is in one piece. */
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(2 * LENGTH);

    ByteTable() {
        byte[] once = new byte[LENGTH];
        new Random(42).nextBytes(once);
        bytes.put(once).put(once);
    }

    /** Where the stream of a connection begins. */
    static int start(int connection) {
        return (int) (connection * 7919L % LENGTH);
    }

    /** The place so many bytes, at most {@link #LENGTH}, further on. */
    static int after(int place, int length) {
        int next = place + length;
        return next < LENGTH ? next : next - LENGTH;
    }

    /** What comes next; at most {@link #LENGTH} bytes. Always the same buffer. */
    ByteBuffer slice(int place, int length) {
        return bytes.clear().position(place).limit(place + length);
    }
}
