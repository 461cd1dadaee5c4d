package dev.sluice.framing;

import dev.sluice.io.ByteString;

/**
 * Lines: frames that end with {@code \n} or {@code \r\n}, which is no part of the frame. A {@code \r} that stands elsewhere is a byte
 * like any other.
 *
 * <p>Immutable: what sets something gives a copy.
 */
public final class Lines implements Framing {
    private static final ByteString LF = ByteString.utf8("\n");
    private static final ByteString CR_LF = ByteString.utf8("\r\n");

    private final int limit;
    private final ByteString end;
    private final boolean openEnd;

    private Lines(int limit, ByteString end, boolean openEnd) {
        this.limit = limit;
        this.end = end;
        this.openEnd = openEnd;
    }

    /**
     * Lines that are written with {@code \n}.
     *
     * @param limit how many bytes a line may have, without its end
     * @return the framing
     */
    public static Lines of(int limit) {
        Checks.requireOne(limit, "limit");
        return new Lines(limit, LF, false);
    }

    /**
     * Writes {@code \r\n}; what is read may still end either way.
     *
     * @return a copy
     */
    public Lines crLf() {
        return new Lines(limit, CR_LF, openEnd);
    }

    /**
     * Takes what stands behind the last end of a line as a line too, once the input has ended. Otherwise that is a {@link
     * TruncatedFrameException}.
     *
     * @return a copy
     */
    public Lines openEnd() {
        return new Lines(limit, end, true);
    }

    @Override
    public FrameDecoder decoder() {
        return new LineDecoder(limit, openEnd);
    }

    @Override
    public ByteString encode(ByteString line) {
        Checks.requireFits(line.length(), limit);
        if (line.indexOf((byte) '\n') >= 0) {
            throw new IllegalArgumentException("a line has an end of line within");
        }
        if (end == LF && line.length() > 0 && line.byteAt(line.length() - 1) == '\r') {
            throw new IllegalArgumentException("a line ends with \\r, which would become a part of its end");
        }
        return line.concat(end);
    }
}
