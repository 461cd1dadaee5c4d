package dev.sluice.loop;

import java.time.Duration;

/** Time, and calls at a time: a loop, or a clock that a test turns by hand. */
public interface Scheduler {
    /**
     * The time, as {@link System#nanoTime} tells it: only differences mean something. Any thread.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * Calls a task once, never early. Any thread.
     *
     * @param delayNanos from now, in nanoseconds; what is not positive is due at once
     * @param task called on the scheduler's thread; must not block, and should not throw
     * @return takes the call back
     */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * A duration for {@link #schedule}; one that is longer than a century counts as a century, so that no sum overflows.
     *
     * @param duration any
     * @return nanoseconds
     */
    static long nanos(Duration duration) {
        long century = 100L * 365 * 24 * 60 * 60;
        return duration.getSeconds() >= century ? century * 1_000_000_000L : duration.toNanos();
    }
}
