package dev.sluice.actor;

/** No answer will come: none within the time, or the question could not be delivered, or the one who was asked has stopped. */
public final class AskFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** How an ask can fail. */
    public enum Kind {
        /** No answer within the time. */
        TIMEOUT,
        /** The question became a dead letter. */
        UNDELIVERED,
        /** The target handled the question, but stopped without an answer. */
        STOPPED
    }

    private final Kind kind;

    AskFailedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Which of the three it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
