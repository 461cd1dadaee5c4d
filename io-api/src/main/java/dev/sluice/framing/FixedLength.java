package dev.sluice.framing;

import dev.sluice.io.ByteString;

/**
 * Frames of the same length, one after the other.
 *
 * @param length in bytes
 */
public record FixedLength(int length) implements Framing {
    /** Checks the length. */
    public FixedLength {
        Checks.requireOne(length, "length");
    }

    @Override
    public FrameDecoder decoder() {
        return new Decoder(length);
    }

    @Override
    public ByteString encode(ByteString frame) {
        if (frame.length() != length) {
            throw new IllegalArgumentException("a frame has " + frame.length() + " bytes, and not " + length);
        }
        return frame;
    }

    private static final class Decoder extends FrameDecoder {
        private final int length;

        Decoder(int length) {
            this.length = length;
        }

        @Override
        protected int measure(ByteString bytes, int from) {
            return length;
        }
    }
}
