package dev.sluice.transport.contract;

/** What a signal throws in a test, and a poller must not let out. */
final class BadSignal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private BadSignal() {
        super("a signal that fails on purpose");
    }

    static void fail() {
        throw new BadSignal();
    }
}
