package dev.sluice.examples.search;

import dev.sluice.io.ByteString;

/** Cuts a stream into lines. Keeps the input that was fed last, and what is left of the one before. */
final class Lines {
    /** In bytes, without the end of the line. */
    static final int LONGEST = 4096;

    private ByteString rest = ByteString.empty();
    private int start;

    void feed(ByteString data) {
        rest = rest.slice(start, rest.length()).concat(data).compact();
        start = 0;
    }

    /**
     * The next line.
     *
     * @return null if there is no whole one
     * @throws TooLongException if it has more than {@link #LONGEST} bytes
     */
    String next() throws TooLongException {
        int end = rest.indexOf((byte) '\n', start);
        return end < 0 ? unfinished() : take(end, end + 1);
    }

    private String unfinished() throws TooLongException {
        if (rest.length() - start > LONGEST) {
            throw new TooLongException();
        }
        return null;
    }

    /** What stands behind the last end of a line, once the input has ended; null if there is nothing. */
    String last() throws TooLongException {
        return start == rest.length() ? null : take(rest.length(), rest.length());
    }

    private String take(int end, int next) throws TooLongException {
        if (end - start > LONGEST) {
            throw new TooLongException();
        }
        String line = rest.slice(start, end).decodeUtf8();
        start = next;
        return line;
    }
}
