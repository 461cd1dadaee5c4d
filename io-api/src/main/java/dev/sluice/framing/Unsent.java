package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.util.Arrays;

/** Bytes that will leave together. Putting many together at once is cheaper than one after the other. */
final class Unsent {
    private static final int FEW = 4;

    private ByteString[] parts = new ByteString[FEW];
    private int count;
    private int length;

    boolean isEmpty() {
        return count == 0;
    }

    /** {@return how many bytes there are} */
    int length() {
        return length;
    }

    void add(ByteString part) {
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, 2 * count);
        }
        parts[count++] = part;
        length += part.length();
    }

    /** {@return all of them; none is left} */
    ByteString take() {
        ByteString all = join(0, count);
        if (parts.length == FEW) {
            Arrays.fill(parts, null);
        } else {
            parts = new ByteString[FEW];
        }
        count = 0;
        length = 0;
        return all;
    }

    private ByteString join(int from, int to) {
        if (to - from < 2) {
            return from == to ? ByteString.empty() : parts[from];
        }
        int middle = from + to >>> 1;
        return join(from, middle).concat(join(middle, to));
    }
}
