package dev.sluice.actor;

/** What actors throw in tests; without a stack, because nobody looks at it. */
final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1;

    Boom() {
        super("boom", null, false, false);
    }

    /** An act that fails. */
    static void act(Context<Act> ctx) {
        throw new Boom();
    }
}
