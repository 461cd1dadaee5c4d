package dev.sluice.framing;

import static java.util.Objects.requireNonNull;

import dev.sluice.io.ByteString;

/**
 * Cuts one stream of bytes into frames, however the bytes come. Feed it what was read, and take frames until there is none; then
 * feed it more:
 *
 * {@snippet :
 * decoder.feed(data);
 * for (ByteString frame = decoder.next(); frame != null; frame = decoder.next()) {
 *     handle(frame);
 * }
 * }
 *
 * <p><b>Memory.</b> Between two feeds it holds at most one unfinished frame, and so, while it is fed as above, never more than the
 * longest frame and what was fed last. A frame shares the bytes that were fed, and thereby keeps all that came in the same piece;
 * {@link ByteString#compact()} lets go of it if the frame is to be kept for long. A frame of at most 64 bytes out of more than 1 KiB is
 * copied for you, because that costs hardly more than sharing. An unfinished frame that waits for the rest of its bytes is copied if
 * it is no more than half of what was fed, so that it never keeps more than twice its size.
 *
 * <p><b>Failure.</b> Once it has thrown a {@link FramingException} it holds nothing and throws the same again at each call of {@link
 * #next}: where the next frame begins can't be known.
 *
 * <p>For one thread at a time.
 */
public abstract class FrameDecoder {
    /** What {@link #measure} gives as long as it can't tell. */
    protected static final int UNKNOWN = 0;

    private static final int TINY = 64;
    private static final int ROOMY = 1024;

    private ByteString held = ByteString.empty();
    private int start;
    private boolean ended;
    private FramingException failure;

    /** A decoder at the beginning of a frame. */
    protected FrameDecoder() {}

    /**
     * Takes what follows in the stream. What was not taken as frames is kept before it; after a failure, nothing is kept.
     *
     * @param data of any length
     * @throws IllegalStateException after {@link #end}
     */
    public final void feed(ByteString data) {
        requireNonNull(data, "data");
        if (ended) {
            throw new IllegalStateException("the input has ended");
        }
        if (failure == null) {
            held = rest().concat(data);
        }
    }

    /** Says that nothing follows: once all frames are taken, {@link #next} fails if there is a part of one left. */
    public final void end() {
        ended = true;
    }

    /**
     * Takes the next frame.
     *
     * @return null if it has not come yet, or after {@link #end} if none is left
     * @throws FrameTooLongException as soon as it is known that the next frame exceeds the limit
     * @throws MalformedFrameException if there is no frame in what has come
     * @throws TruncatedFrameException if the input has ended within a frame
     * @throws FramingException what it threw before
     */
    public final ByteString next() throws FramingException {
        if (failure != null) {
            throw failure;
        }
        try {
            return take();
        } catch (FramingException e) {
            failure = e;
            held = ByteString.empty();
            start = 0;
            throw e;
        }
    }

    /** {@return what was fed and not taken; for whoever goes on with the stream in another way} */
    public final ByteString rest() {
        if (start > 0) {
            ByteString rest = held.slice(start, held.length());
            held = rest.length() <= start ? rest.compact() : rest;
            start = 0;
        }
        return held;
    }

    private ByteString take() throws FramingException {
        int available = held.length() - start;
        int length = available == 0 ? UNKNOWN : measure(held, start);
        if (length == UNKNOWN || length > available) {
            return takeUnfinished();
        }
        ByteString frame = cut(held, start, start + length);
        boolean pinsMuch = frame.length() <= TINY && held.length() > ROOMY;
        skip(length);
        return pinsMuch ? frame.compact() : frame;
    }

    private void skip(int length) {
        start += length;
        if (start == held.length()) {
            rest();
        }
    }

    private ByteString takeUnfinished() throws FramingException {
        ByteString rest = rest();
        if (!ended || rest.isEmpty()) {
            return null;
        }
        ByteString last = last(rest);
        held = ByteString.empty();
        return last;
    }

    /**
     * Measures the frame that begins at {@code from}. Until it is taken, it is measured again each time when more has come, and may
     * then begin at another index; what a decoder remembers must be counted from the frame's beginning.
     *
     * @param bytes what is held
     * @param from less than the length
     * @return how many bytes it takes in the stream, at least 1, whether they are there or not; {@link #UNKNOWN} if more must come
     *         to tell
     * @throws FramingException if it is too long, or none; as early as possible, because what is not refused will be held
     */
    protected abstract int measure(ByteString bytes, int from) throws FramingException;

    /**
     * Makes a frame of its bytes in the stream: all of them, unless a decoder cuts something off.
     *
     * @param bytes what is held
     * @param from where the frame begins
     * @param to where the next one begins
     * @return the frame
     * @throws FramingException if it is none
     */
    protected ByteString cut(ByteString bytes, int from, int to) throws FramingException {
        return bytes.slice(from, to);
    }

    /**
     * What to do with what stands behind the last whole frame when the input has ended: nothing else than failing, unless a decoder
     * knows better.
     *
     * @param rest not empty
     * @return the last frame
     * @throws FramingException if it is none
     */
    protected ByteString last(ByteString rest) throws FramingException {
        throw new TruncatedFrameException(rest.length());
    }
}
