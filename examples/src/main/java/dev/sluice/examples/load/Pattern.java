package dev.sluice.examples.load;

import dev.sluice.io.ByteString;
import java.util.Random;

/**
 * What the connections send: random bytes, repeated without end, which each connection enters at another place. So a byte that is
 * lost, doubled, changed, or another connection's shows.
 */
final class Pattern {
    /** A prime, so that no round number of lost bytes goes unnoticed. */
    static final int PERIOD = 65_521;
    /** From one connection's place to the next one's. */
    private static final int STEP = 1_009;

    private final ByteString bytes;

    /** Makes one of which pieces of up to that length, and of up to a period, can be had. */
    Pattern(int longestPiece) {
        byte[] period = new byte[PERIOD];
        new Random(7).nextBytes(period);
        byte[] repeated = new byte[PERIOD + Math.max(PERIOD, longestPiece)];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = period[i % PERIOD];
        }
        bytes = ByteString.copyOf(repeated);
    }

    /** A piece of a connection's stream. Nothing is copied. */
    ByteString piece(int connection, long offset, int length) {
        int start = (int) (((long) connection * STEP + offset) % PERIOD);
        return bytes.slice(start, start + length);
    }

    /** Where the data, which begins at the offset, first differs from a connection's stream; -1 if nowhere. */
    long firstDifference(int connection, long offset, ByteString data) {
        for (int from = 0; from < data.length(); from += PERIOD) {
            int to = Math.min(data.length(), from + PERIOD);
            ByteString expected = piece(connection, offset + from, to - from);
            ByteString actual = data.slice(from, to);
            if (!actual.equals(expected)) {
                return offset + from + firstDifference(expected, actual);
            }
        }
        return -1;
    }

    private static int firstDifference(ByteString expected, ByteString actual) {
        int i = 0;
        while (expected.byteAt(i) == actual.byteAt(i)) {
            i++;
        }
        return i;
    }
}
