package dev.sluice.bench.savina.suite;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the actors of a population. Thread-safe. */
public final class Census {
    private final CountDownLatch unborn;
    private final AtomicInteger ended = new AtomicInteger();

    /** Of so many actors. */
    public Census(int actors) {
        unborn = new CountDownLatch(actors);
    }

    /** One has started. */
    public void started() {
        unborn.countDown();
    }

    /** One has ended. */
    public void ended() {
        ended.incrementAndGet();
    }

    /** Waits until all have started. */
    public void awaitStarted() throws InterruptedException, TimeoutException {
        if (!unborn.await(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new TimeoutException(unborn.getCount() + " actors have not started");
        }
    }

    /** How many have ended so far. */
    public int endedSoFar() {
        return ended.get();
    }
}
