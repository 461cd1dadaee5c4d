package dev.sluice.examples.search;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.List;

/**
 * What is looked for.
 *
 * @param words any of which a document must have
 * @param limit how many documents are wanted
 * @param deadline when nobody waits for the answer any more, in nanoseconds of the system's clock: what finds it only then leaves it
 */
record Query(List<String> words, int limit, long deadline) {
    /** How much time is left; zero if the time is over. */
    Duration left(Scheduler clock) {
        return Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()));
    }
}
