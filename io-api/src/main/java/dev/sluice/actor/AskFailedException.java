package dev.sluice.actor;

/** No answer will come: none within the time, or the question could not be delivered, or the one who was asked has stopped. */
public final class AskFailedException extends Exception {
    private static final long serialVersionUID = 1;

    /** How an ask can fail. */
    public enum Kind {
        /** No answer within the time. */
        TIMEOUT,
        /** The target has stopped, or did so before it came to the question, which is a dead letter. */
        UNDELIVERED,
        /** The target's mailbox was full: the question was not let in, or had to go for a newer message, and is a dead letter. */
        OVERFLOW,
        /** The target handled the question, but stopped without an answer. */
        STOPPED
    }

    private final Kind kind;

    AskFailedException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * Which of these it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
