package dev.sluice.examples.dns;

/** A zone can't be served; the message says why, in one line for people. */
public final class ZoneException extends Exception {
    private static final long serialVersionUID = 1;

    ZoneException(String message) {
        super(message);
    }
}
