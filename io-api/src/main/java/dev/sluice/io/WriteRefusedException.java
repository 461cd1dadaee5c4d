package dev.sluice.io;

import java.util.Objects;

/**
 * A write was not taken. There may be many of these at once, so they carry no stack trace: the cause lies with the peer or the
 * amount, not with a line of code.
 */
public final class WriteRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why it was not taken. */
    public enum Kind {
        /** The queue would exceed its limits: the write may be tried again once {@link Connection.ResumeWriting} is answered. */
        FULL,
        /** An earlier write was refused, and this one must not overtake it: see {@link Connection.ResumeWriting}. */
        SUSPENDED,
        /** The connection is closing, for whatever reason: no write is taken any more. */
        CLOSING
    }

    private final Kind kind;

    /**
     * Makes the cause of a refusal.
     *
     * @param kind why
     * @param message says it in words, with the limits
     */
    public WriteRefusedException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * Why it was not taken.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
