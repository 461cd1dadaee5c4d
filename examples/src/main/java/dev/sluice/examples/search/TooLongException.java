package dev.sluice.examples.search;

/** A line is longer than it may be. */
final class TooLongException extends Exception {
    private static final long serialVersionUID = 1;

    TooLongException() {
        super("a line has more than " + Lines.LONGEST + " bytes");
    }
}
