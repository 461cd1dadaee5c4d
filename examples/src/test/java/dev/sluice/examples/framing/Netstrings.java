package dev.sluice.examples.framing;

import dev.sluice.framing.FrameDecoder;
import dev.sluice.framing.FrameTooLongException;
import dev.sluice.framing.Framing;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.MalformedFrameException;
import dev.sluice.io.ByteString;

/** Netstrings, {@code 5:hello,} for hello: the framing of its own on the page on framing. */
record Netstrings(int limit) implements Framing {
    private static final ByteString COMMA = ByteString.utf8(",");

    @Override
    public ByteString encode(ByteString frame) {
        return ByteString.utf8(frame.length() + ":").concat(frame).concat(COMMA);
    }

    @Override
    public FrameDecoder decoder() {
        return new Decoder();
    }

    private final class Decoder extends FrameDecoder {
        private static final int MOST_DIGITS = 9;

        private int head;

        @Override
        protected int measure(ByteString bytes, int from) throws FramingException {
            int length = 0;
            for (int at = from; at < bytes.length(); at++) {
                byte next = bytes.byteAt(at);
                if (next == ':' && at > from) {
                    head = at + 1 - from;
                    return head + length + 1;
                }
                length = 10 * length + digit(next, at - from);
                requireFits(length);
            }
            return UNKNOWN;
        }

        private static int digit(byte next, int before) throws MalformedFrameException {
            if (next < '0' || next > '9' || before == MOST_DIGITS) {
                throw new MalformedFrameException("a netstring has no length");
            }
            return next - '0';
        }

        private void requireFits(int length) throws FrameTooLongException {
            if (length > limit) {
                throw new FrameTooLongException(limit, length);
            }
        }

        @Override
        protected ByteString cut(ByteString bytes, int from, int to) throws FramingException {
            if (bytes.byteAt(to - 1) != ',') {
                throw new MalformedFrameException("a netstring does not end with a comma");
            }
            return bytes.slice(from + head, to - 1);
        }
    }
}
