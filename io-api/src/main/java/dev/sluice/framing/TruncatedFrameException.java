package dev.sluice.framing;

/** The input has ended within a frame. */
public final class TruncatedFrameException extends FramingException {
    private static final long serialVersionUID = 1;

    private final int received;

    /**
     * Makes the failure.
     *
     * @param received how many bytes of the frame had come
     */
    public TruncatedFrameException(int received) {
        super("the input has ended within a frame, of which " + received + " bytes had come");
        this.received = received;
    }

    /** {@return how many bytes of the frame had come} */
    public int received() {
        return received;
    }
}
