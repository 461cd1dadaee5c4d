package dev.sluice.examples.search;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the answers that are not whole, and writes it in the log, once a second at the most. Any thread. */
final class Partials {
    private static final Logger LOG = LoggerFactory.getLogger(Partials.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    long count() {
        return count.get();
    }

    /** Passes an answer on. */
    Answer count(Answer answer) {
        if (!answer.isComplete()) {
            report(count.incrementAndGet(), answer);
        }
        return answer;
    }

    private void report(long number, Answer answer) {
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + PAUSE)) {
            LOG.warn("an answer of {} nodes out of {}; partial answers so far: {}", answer.answered(), answer.nodes(),
                number);
        }
    }
}
