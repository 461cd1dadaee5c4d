package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** When an actor was restarted, and how long it pauses before the next time. */
final class RestartHistory {
    /** No further restart is allowed. */
    static final long REFUSED = -1;

    private final long number;
    private final ArrayDeque<Long> times = new ArrayDeque<>();
    private int restarts;
    private long pause;
    private long lastFailure;

    /** The number tells one actor of a system from the others. */
    RestartHistory(long number) {
        this.number = number;
    }

    int restarts() {
        return restarts;
    }

    /** Counts a restart, and tells the pause before it in nanoseconds, or {@link #REFUSED}. */
    long next(Directive.Restart directive, long now) {
        if (directive.limit() < Integer.MAX_VALUE && !countIn(directive, now)) {
            return REFUSED;
        }
        long min = Scheduler.nanos(directive.minBackoff());
        long max = Scheduler.nanos(directive.maxBackoff());
        boolean startsOver = restarts == 0 || now - lastFailure >= pause + max;
        pause = startsOver ? min : Math.min(max, Math.max(min, 2 * pause));
        restarts++;
        lastFailure = now;
        return Math.min(max, pause + jitter(now));
    }

    private boolean countIn(Directive.Restart directive, long now) {
        long window = Scheduler.nanos(directive.within());
        while (!times.isEmpty() && now - times.peekFirst() >= window) {
            times.removeFirst();
        }
        return times.size() < directive.limit() && times.add(now);
    }

    /**
     * Up to a fifth, so that actors that failed together don't come back together. Chance comes from the moment and the actor:
     * with a clock that a test turns, it is the same in each run.
     */
    private long jitter(long now) {
        return pause < 5 ? 0 : new SplittableRandom(now ^ (number << Integer.SIZE)).nextLong(pause / 5);
    }
}
