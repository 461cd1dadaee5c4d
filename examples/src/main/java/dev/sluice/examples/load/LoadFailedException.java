package dev.sluice.examples.load;

/** A load came to nothing; the message says why, in one line for people. */
public final class LoadFailedException extends Exception {
    private static final long serialVersionUID = 1;

    LoadFailedException(String message) {
        super(message);
    }
}
