package dev.sluice.transport;

import java.io.IOException;

/** A limit is reached, so that no further channel is taken now. */
public final class CapacityException extends IOException {
    private static final long serialVersionUID = 1;

    /** Which limit it is. */
    public enum Kind {
        /** The channels of the transport, over all binds and connects. */
        TRANSPORT("the transport has reached its limit of %d channels"),
        /** The connections of one bind. */
        BIND("the bind has reached its limit of %d connections"),
        /** The connections that a bind lets in within a second. */
        RATE("the bind has reached its limit of %d connections in a second");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Which limit it is. */
    private final Kind kind;
    /** How many. */
    private final int limit;

    /**
     * Makes the cause of a refusal or a pause.
     *
     * @param kind which limit it is
     * @param limit how many
     */
    public CapacityException(Kind kind, int limit) {
        super(kind.text.formatted(limit));
        this.kind = kind;
        this.limit = limit;
    }

    /**
     * Makes the cause of a refusal by the transport's limit.
     *
     * @param limit how many channels the transport may have
     */
    public CapacityException(int limit) {
        this(Kind.TRANSPORT, limit);
    }

    /**
     * Which limit was reached.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The limit that was reached.
     *
     * @return how many
     */
    public int limit() {
        return limit;
    }
}
