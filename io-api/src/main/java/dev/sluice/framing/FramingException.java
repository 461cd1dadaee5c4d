package dev.sluice.framing;

/**
 * A stream cannot be cut into frames any further. The cause lies with the peer, who may cause many of these, and not with a line of
 * code: they carry no stack trace.
 */
public abstract sealed class FramingException extends Exception
    permits FrameTooLongException, MalformedFrameException, TruncatedFrameException {
    private static final long serialVersionUID = 1;

    FramingException(String message) {
        super(message, null, false, false);
    }
}
