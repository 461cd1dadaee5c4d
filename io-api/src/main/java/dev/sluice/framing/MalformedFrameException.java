package dev.sluice.framing;

/** What has come is no frame: a length field that says what no frame can have. */
public final class MalformedFrameException extends FramingException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the failure.
     *
     * @param message what is wrong with it
     */
    public MalformedFrameException(String message) {
        super(message);
    }
}
