package dev.sluice.framing;

import dev.sluice.io.ByteString;

/** Looks for {@code \n}, and then at the byte before. */
final class LineDecoder extends FrameDecoder {
    private final int limit;
    private final boolean openEnd;
    /** So many bytes of the line have come, and none is its end. */
    private int searched;

    LineDecoder(int limit, boolean openEnd) {
        this.limit = limit;
        this.openEnd = openEnd;
    }

    @Override
    protected int measure(ByteString bytes, int from) throws FrameTooLongException {
        int found = bytes.indexOf((byte) '\n', from + searched);
        int end = found < 0 ? bytes.length() : found;
        requireFits(withoutReturn(bytes, from, end) - from);
        searched = found < 0 ? end - from : 0;
        return found < 0 ? UNKNOWN : found + 1 - from;
    }

    @Override
    protected ByteString cut(ByteString bytes, int from, int to) {
        return bytes.slice(from, withoutReturn(bytes, from, to - 1));
    }

    @Override
    protected ByteString last(ByteString rest) throws FramingException {
        if (!openEnd) {
            return super.last(rest);
        }
        requireFits(rest.length());
        return rest;
    }

    private static int withoutReturn(ByteString bytes, int from, int end) {
        return end > from && bytes.byteAt(end - 1) == '\r' ? end - 1 : end;
    }

    private void requireFits(int length) throws FrameTooLongException {
        if (length > limit) {
            throw new FrameTooLongException(limit, length);
        }
    }
}
