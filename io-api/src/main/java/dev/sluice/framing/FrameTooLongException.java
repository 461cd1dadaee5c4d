package dev.sluice.framing;

/** A frame is longer than its framing allows. It is told as soon as it is known, before the frame has come. */
public final class FrameTooLongException extends FramingException {
    private static final long serialVersionUID = 1;

    private final long limit;
    private final long length;

    /**
     * Makes the failure.
     *
     * @param limit how many bytes a frame may have
     * @param length how many it has: what its length field says, {@link Long#MAX_VALUE} if that is beyond a {@code long}; without
     *        such a field, how many have come so far
     */
    public FrameTooLongException(long limit, long length) {
        super("a frame of at least " + length + " bytes is over the limit of " + limit);
        this.limit = limit;
        this.length = length;
    }

    /** {@return how many bytes a frame may have} */
    public long limit() {
        return limit;
    }

    /** {@return how many bytes this one has, as far as it is known} */
    public long length() {
        return length;
    }
}
