package dev.sluice.framing;

import dev.sluice.io.ByteString;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Frames that say their length.
 *
 * <pre>
 *   ◄── offset ──►◄─ width ─►
 *  │    head      │  length  │          body           │ next frame
 *   ◄────── header ─────────►◄── length + adjustment ──►
 *   ◄──────── strip ────────►     (unless set otherwise)
 * </pre>
 *
 * <p>The length is unsigned, save that one of 8 bytes must not be negative. It counts the bytes behind it; if a protocol counts
 * otherwise, {@link #adjustment} says what to add. So a length that counts the whole frame has an adjustment of {@code -(offset +
 * width)}, and one behind which stands a fixed header that it doesn't count, that header's length.
 *
 * <p>A frame that is too long, or that would end before its header does, is refused as soon as its length field has come. Nothing is
 * ever allocated because a length field says so.
 *
 * <p>Immutable: what sets something gives a copy.
 */
public final class LengthField implements Framing {
    private static final int HEADER = -1;

    private final int width;
    private final int limit;
    private final int offset;
    private final int adjustment;
    private final int strip;
    private final ByteOrder order;

    private LengthField(int width, int limit, int offset, int adjustment, int strip, ByteOrder order) {
        if (limit < (long) offset + width) {
            throw new IllegalArgumentException(
                "no header of " + ((long) offset + width) + " bytes fits a limit of " + limit);
        }
        this.width = width;
        this.limit = limit;
        this.offset = offset;
        this.adjustment = adjustment;
        this.strip = strip;
        this.order = order;
    }

    /**
     * Frames that begin with their length, big-endian, which is stripped.
     *
     * @param width how many bytes the length takes: 1, 2, 3, 4 or 8
     * @param limit how many bytes a frame may have, with all that is stripped
     * @return the framing
     */
    public static LengthField of(int width, int limit) {
        if (width < 1 || width > 4 && width != 8) {
            throw new IllegalArgumentException("width is none of 1, 2, 3, 4 and 8: " + width);
        }
        return new LengthField(width, limit, 0, 0, HEADER, ByteOrder.BIG_ENDIAN);
    }

    /**
     * Sets how many bytes of a frame stand before its length.
     *
     * @param bytes the head's length
     * @return a copy
     */
    public LengthField offset(int bytes) {
        Checks.requireNotNegative(bytes, "offset");
        return new LengthField(width, limit, bytes, adjustment, strip, order);
    }

    /**
     * Sets what has to be added to the length to get the number of bytes behind it.
     *
     * @param bytes may be negative
     * @return a copy
     */
    public LengthField adjustment(int bytes) {
        return new LengthField(width, limit, offset, bytes, strip, order);
    }

    /**
     * Sets how many bytes are cut off at the beginning of a frame, instead of all up to the end of the length field.
     *
     * @param bytes 0 = none; a shorter frame is malformed
     * @return a copy
     */
    public LengthField strip(int bytes) {
        Checks.requireNotNegative(bytes, "strip");
        return new LengthField(width, limit, offset, adjustment, bytes, order);
    }

    /**
     * Sets the order of the length's bytes.
     *
     * @param value either
     * @return a copy
     */
    public LengthField order(ByteOrder value) {
        return new LengthField(width, limit, offset, adjustment, strip, Objects.requireNonNull(value, "value"));
    }

    @Override
    public FrameDecoder decoder() {
        return new LengthFieldDecoder(this);
    }

    /**
     * Puts the length into a frame, behind its first {@code offset} bytes.
     *
     * @param frame head and body
     * @return a frame that the decoder takes, and strips as it is told to
     * @throws IllegalArgumentException if it is too long, shorter than the head, or of a length that the field can't say
     */
    @Override
    public ByteString encode(ByteString frame) {
        Checks.requireFits((long) frame.length() + width, limit);
        if (frame.length() < offset || frame.length() + width < strip()) {
            throw new IllegalArgumentException("a frame of " + frame.length() + " bytes is shorter than its header");
        }
        ByteString field = write((long) frame.length() - offset - adjustment);
        return frame.slice(0, offset).concat(field).concat(frame.slice(offset, frame.length()));
    }

    int limit() {
        return limit;
    }

    int header() {
        return offset + width;
    }

    int strip() {
        return strip == HEADER ? header() : strip;
    }

    /** How many bytes a frame has with this in its length field; {@link Long#MAX_VALUE} if a long can't say it. */
    long total(long value) {
        long beside = (long) adjustment + header();
        return beside > Long.MAX_VALUE - value ? Long.MAX_VALUE : value + beside;
    }

    /** The length field of the frame that begins at {@code from}. */
    long read(ByteString bytes, int from) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | bytes.byteAt(from + offset + place(i)) & 0xff;
        }
        return value;
    }

    private ByteString write(long value) {
        if (value < 0 || width < 8 && value >>> 8 * width != 0) {
            throw new IllegalArgumentException("no length field of " + width + " bytes can say " + value);
        }
        byte[] field = new byte[width];
        for (int i = 0; i < width; i++) {
            field[place(i)] = (byte) (value >>> 8 * (width - 1 - i));
        }
        return ByteString.copyOf(field);
    }

    /** Where the byte stands that would be at this place if the highest came first. */
    private int place(int i) {
        return order == ByteOrder.BIG_ENDIAN ? i : width - 1 - i;
    }
}
