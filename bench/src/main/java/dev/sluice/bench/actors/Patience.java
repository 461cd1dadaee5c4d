package dev.sluice.bench.actors;

/**
 * Waits by spinning for a moment, then by letting others have the processor: there may be more threads than processors.
 * For one thread.
 */
final class Patience {
    private static final int SPINS = 100;

    private int spins;

    void renew() {
        spins = 0;
    }

    void pause() {
        if (spins < SPINS) {
            spins++;
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
