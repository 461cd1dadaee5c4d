package dev.sluice.transport;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;

/**
 * The clocks of one connection on one timer: it is armed for the earliest, and re-armed only when it has fired, so that activity
 * costs no more than storing the time.
 */
final class Deadlines {
    private static final long NEVER = Long.MAX_VALUE;

    private final Loop loop;
    private final Runnable onTimer;
    private final long idleNanos;
    private final long stallNanos;
    private long lastActive;
    private long stalledSince;
    private boolean stalled;
    private boolean hasPhase;
    private boolean drainIsTold;
    private long phaseStart;
    private long phaseNanos;
    private Timer timer;
    private long timerAt;

    Deadlines(Loop loop, Runnable onTimer, Duration idle, Duration stall) {
        this.loop = loop;
        this.onTimer = onTimer;
        this.idleNanos = Scheduler.nanos(idle);
        this.stallNanos = Scheduler.nanos(stall);
        this.lastActive = loop.nanoTime();
        arm();
    }

    /** A byte went either way. */
    void active() {
        if (idleNanos > 0) {
            lastActive = loop.nanoTime();
        }
    }

    /** The kernel has taken so much of the output, and is blocked now or not. */
    void progress(long taken, boolean isBlocked) {
        if (taken > 0) {
            active();
        }
        if (stallNanos > 0) {
            if (taken > 0 || isBlocked != stalled) {
                stalledSince = loop.nanoTime();
            }
            stalled = isBlocked;
            arm();
        }
    }

    /** Sets the deadline of the present phase; zero = none. */
    void phase(Duration within) {
        hasPhase = !within.isZero();
        phaseStart = loop.nanoTime();
        phaseNanos = Scheduler.nanos(within);
        arm();
    }

    boolean phaseIsOver() {
        return hasPhase && loop.nanoTime() - phaseStart >= phaseNanos;
    }

    /** True once: so that a handler hears once of a drain. */
    boolean tellsDrain() {
        boolean first = !drainIsTold;
        drainIsTold = true;
        return first;
    }

    /** The timer has fired: what is overdue beside the phase, or null; then the timer waits for the next. */
    String overdue() {
        long now = loop.nanoTime();
        if (idleNanos > 0 && now - lastActive >= idleNanos) {
            return "no byte went either way for " + Duration.ofNanos(idleNanos);
        }
        if (stalled && now - stalledSince >= stallNanos) {
            return "the peer took nothing for " + Duration.ofNanos(stallNanos);
        }
        timer = null;
        arm();
        return null;
    }

    void cancel() {
        hasPhase = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm() {
        long now = loop.nanoTime();
        long left = Math.min(hasPhase ? phaseStart + phaseNanos - now : NEVER,
            Math.min(idleNanos > 0 ? lastActive + idleNanos - now : NEVER,
                stalled ? stalledSince + stallNanos - now : NEVER));
        if (left == NEVER || (timer != null && timerAt - now <= left)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = now + left;
        timer = loop.schedule(left, onTimer);
    }
}
