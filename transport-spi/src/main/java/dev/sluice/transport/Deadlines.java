package dev.sluice.transport;

import dev.sluice.loop.Loop;
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
    private long phaseStart;
    private long phaseNanos;
    private Timer timer;
    private long timerAt;

    Deadlines(Loop loop, Runnable onTimer, Duration idle, Duration stall) {
        this.loop = loop;
        this.onTimer = onTimer;
        this.idleNanos = idle.toNanos();
        this.stallNanos = stall.toNanos();
        this.lastActive = loop.nanoTime();
        arm();
    }

    /** A byte went either way. */
    void active() {
        if (idleNanos > 0) {
            lastActive = loop.nanoTime();
        }
    }

    /** Output is blocked, or has moved again. */
    void blocked(boolean isBlocked) {
        if (stallNanos > 0 && isBlocked != stalled) {
            stalled = isBlocked;
            stalledSince = loop.nanoTime();
            arm();
        }
    }

    /** Output is still blocked, but the peer has taken something. */
    void moved() {
        if (stallNanos > 0) {
            stalledSince = loop.nanoTime();
        }
    }

    /** Sets the deadline of the present phase; zero = none. */
    void phase(Duration within) {
        hasPhase = !within.isZero();
        phaseStart = loop.nanoTime();
        phaseNanos = within.toNanos();
        arm();
    }

    boolean phaseIsOver() {
        return hasPhase && loop.nanoTime() - phaseStart >= phaseNanos;
    }

    boolean isIdle() {
        return idleNanos > 0 && loop.nanoTime() - lastActive >= idleNanos;
    }

    boolean isStalled() {
        return stalled && loop.nanoTime() - stalledSince >= stallNanos;
    }

    /** The timer has fired, and nothing was due: waits for the next. */
    void rearm() {
        timer = null;
        arm();
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
