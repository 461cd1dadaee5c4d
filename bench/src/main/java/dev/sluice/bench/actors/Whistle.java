package dev.sluice.bench.actors;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** By which actors tell the benchmark's own thread that something is over; what takes too long is a failure. */
final class Whistle {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Semaphore blown = new Semaphore(0);

    void blow() {
        blown.release();
    }

    /** Whatever was blown before. */
    void forget() {
        blown.drainPermits();
    }

    void await(int times) throws InterruptedException {
        if (!blown.tryAcquire(times, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not over after " + PATIENCE);
        }
    }
}
