package dev.sluice.transport;

import java.util.concurrent.TimeUnit;

/**
 * Notices a selector that spins: whose blocking selects come back again and again before their time with nothing to
 * show. Once is harmless, and a wake-up or an interrupt explains it; a selector that does nothing else burns a core.
 */
final class SpinGuard {
    /** So many in a row make a spin; it takes a millisecond or so. */
    static final int LIMIT = 512;
    /** If the next selector spins as well, the fault lies elsewhere; then at least nobody floods the log. */
    static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private volatile boolean woken;
    private volatile long wakeUps;
    private int premature;
    private boolean acted;
    private long lastActed;

    /**
     * Any thread; comes before the wake-up itself, so that whoever sees a select end because of it also sees the mark.
     * A mark that is taken too early costs one count, and taking it has just begun the count anew.
     */
    void wakeUp() {
        woken = true;
    }

    /** After every select: whether a wake-up has come. */
    boolean takeWakeUp() {
        boolean taken = woken;
        if (taken) {
            woken = false;
            wakeUps++;
        }
        return taken;
    }

    long wakeUps() {
        return wakeUps;
    }

    /** After a blocking select that raised so many signals; clears the interrupt flag if that was why it ended. */
    boolean spins(int raised, long start, long timeoutNanos) {
        if (takeWakeUp() || raised > 0 || Thread.interrupted()) {
            premature = 0;
            return false;
        }
        return spins(start, timeoutNanos, System.nanoTime());
    }

    /** After a blocking select that ended without cause, unless it was over. True = replace the selector now. */
    boolean spins(long start, long timeoutNanos, long now) {
        if (timeoutNanos > 0 && now - start >= timeoutNanos) {
            premature = 0;
            return false;
        }
        if (++premature < LIMIT) {
            return false;
        }
        premature = 0;
        return mayAct(now);
    }

    private boolean mayAct(long now) {
        if (acted && now - lastActed < PAUSE_NANOS) {
            return false;
        }
        acted = true;
        lastActed = now;
        return true;
    }
}
