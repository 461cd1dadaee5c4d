package dev.sluice.framing;

import dev.sluice.io.ByteString;

/**
 * How frames stand in a stream of bytes. Immutable: one serves any number of connections and threads.
 *
 * <p>Ready ones are {@link LengthField}, {@link Lines}, {@link Delimiters} and {@link FixedLength}. For another protocol, write a
 * {@link FrameDecoder}, and an {@code encode} that is its inverse.
 */
public interface Framing {
    /** {@return a new decoder, for one stream} */
    FrameDecoder decoder();

    /**
     * Makes the bytes of a frame, as a decoder of this framing takes them. The payload isn't copied, save as {@link
     * ByteString#concat} copies small pieces.
     *
     * @param frame the payload
     * @return what to write
     * @throws IllegalArgumentException if the decoder would not give this very frame back; says why
     */
    ByteString encode(ByteString frame);
}
