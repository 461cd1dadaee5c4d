package dev.sluice.framing;

/** What the constructors and encoders refuse. */
final class Checks {
    private Checks() {}

    static void requireOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }

    static void requireNotNegative(int value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }

    static void requireFits(long length, int limit) {
        if (length > limit) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is over the limit of " + limit);
        }
    }
}
