package dev.sluice.actor;

import dev.sluice.loop.Loop;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what all actors of a system do, from all threads. */
final class Tally {
    private final AtomicLong spawned = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final LongAdder restarts = new LongAdder();

    /** The number of the new one. */
    long spawned() {
        return spawned.incrementAndGet();
    }

    void ended() {
        ended.increment();
    }

    void restarted() {
        restarts.increment();
    }

    /** The ends are read first, so that there are never more of them than beginnings. */
    Figures figures(DeadLetters deadLetters, List<Loop> loops) {
        long gone = ended.sum();
        long all = spawned.get();
        return new Figures(all, all - gone, restarts.sum(), deadLetters.byReason(),
            loops.stream().collect(Collectors.toMap(Loop::roleName, Loop::lag)));
    }
}
