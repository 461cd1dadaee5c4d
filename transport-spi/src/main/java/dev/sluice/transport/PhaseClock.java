package dev.sluice.transport;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;

/** The one deadline of an endpoint: how long its present phase may take. */
final class PhaseClock {
    private final Scheduler scheduler;
    private final Runnable onTimer;
    private Timer timer;
    private long deadline;

    PhaseClock(Scheduler scheduler, Runnable onTimer) {
        this.scheduler = scheduler;
        this.onTimer = onTimer;
    }

    /** From now on; zero = for ever. Replaces the one before. */
    void within(Duration time) {
        cancel();
        if (time.isPositive()) {
            long nanos = Scheduler.nanos(time);
            deadline = scheduler.nanoTime() + nanos;
            timer = scheduler.schedule(nanos, onTimer);
        }
    }

    /** No later than so; what is sooner stays. */
    void hurry(Duration time) {
        if (timer == null || deadline - scheduler.nanoTime() > Scheduler.nanos(time)) {
            within(time);
        }
    }

    /** A timer that has fired may have been one that was replaced in the same moment. */
    boolean isOver() {
        return timer != null && deadline - scheduler.nanoTime() <= 0;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
