package dev.sluice.io;

/** The queue of a connection would exceed its limits by a write, or takes none any more. */
public final class WriteRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Makes the cause of a refusal.
     *
     * @param message says which limit, or why none is taken
     */
    public WriteRefusedException(String message) {
        super(message);
    }
}
