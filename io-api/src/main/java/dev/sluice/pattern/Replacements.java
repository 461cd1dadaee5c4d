package dev.sluice.pattern;

import dev.sluice.actor.Stop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;

/** When a proxy's child was replaced, and how long to wait before the next time. */
final class Replacements {
    private static final Duration AFTER_A_FAILED_START = Duration.ofMillis(100);

    private final Proxy<?> how;
    private final Scheduler clock;
    /** Those within the window, in the clock's nanoseconds. */
    private final ArrayDeque<Long> times = new ArrayDeque<>();
    private Duration pause = Duration.ZERO;
    private long calmSince;
    private boolean any;

    Replacements(Proxy<?> how, Scheduler clock) {
        this.how = how;
        this.clock = clock;
    }

    /** Counts one; false if it is one too many. */
    boolean allow() {
        if (how.limit == Integer.MAX_VALUE) {
            return true;
        }
        long now = clock.nanoTime();
        while (!times.isEmpty() && now - times.peekFirst() >= Scheduler.nanos(how.within)) {
            times.removeFirst();
        }
        return times.size() < how.limit && times.add(now);
    }

    /** Before the one that was just counted. Without a pause, a child that can't start would be tried again and again. */
    Duration pause(Stop reason) {
        Duration next = nextPause();
        return reason instanceof Stop.StartFailed && next.isZero() ? AFTER_A_FAILED_START : next;
    }

    private Duration nextPause() {
        long now = clock.nanoTime();
        boolean startsOver = !any || now - calmSince >= Scheduler.nanos(how.maxBackoff);
        pause = startsOver ? how.minBackoff : least(how.maxBackoff, pause.multipliedBy(2));
        any = true;
        calmSince = now + Scheduler.nanos(pause);
        return pause;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
