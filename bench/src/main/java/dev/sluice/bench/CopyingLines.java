package dev.sluice.bench;

import dev.sluice.io.ByteString;
import java.util.Arrays;

/** What one writes first: copies all that comes to the end of an array, each line out of it, and what is left to its beginning. */
final class CopyingLines {
    private byte[] held = new byte[0];
    private int start;

    void feed(ByteString data) {
        byte[] all = Arrays.copyOf(Arrays.copyOfRange(held, start, held.length), held.length - start + data.length());
        data.copyTo(all, held.length - start);
        held = all;
        start = 0;
    }

    /** Null if there is none. */
    ByteString next() {
        for (int i = start; i < held.length; i++) {
            if (held[i] == '\n') {
                ByteString line = ByteString.copyOf(held, start, i - start);
                start = i + 1;
                return line;
            }
        }
        return null;
    }
}
