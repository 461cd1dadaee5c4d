package dev.sluice.framing;

import dev.sluice.io.ByteString;

/** Reads the length, and believes it only within the limits. */
final class LengthFieldDecoder extends FrameDecoder {
    private final LengthField framing;

    LengthFieldDecoder(LengthField framing) {
        this.framing = framing;
    }

    @Override
    protected int measure(ByteString bytes, int from) throws FramingException {
        return bytes.length() - from < framing.header() ? UNKNOWN : checked(framing.read(bytes, from));
    }

    @Override
    protected ByteString cut(ByteString bytes, int from, int to) {
        return bytes.slice(from + framing.strip(), to);
    }

    private int checked(long value) throws FramingException {
        if (value < 0) {
            throw new MalformedFrameException("a length field says " + value);
        }
        long length = framing.total(value);
        if (length > framing.limit()) {
            throw new FrameTooLongException(framing.limit(), length);
        }
        int least = Math.max(framing.header(), framing.strip());
        if (length < least) {
            throw new MalformedFrameException("a length field says " + value + ", which makes a frame of " + length
                + " bytes, and none has less than " + least);
        }
        return (int) length;
    }
}
