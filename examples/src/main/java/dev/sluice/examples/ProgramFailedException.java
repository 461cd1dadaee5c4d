package dev.sluice.examples;

/** A program can't go on; the message is all that its user needs to know, in one line. */
final class ProgramFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says why. */
    ProgramFailedException(String message) {
        super(message);
    }
}
