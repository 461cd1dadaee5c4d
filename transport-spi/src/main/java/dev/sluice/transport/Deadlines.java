package dev.sluice.transport;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;

/**
 * The clocks of one connection on one timer: it is armed for the earliest, and re-armed only when it has fired, so that activity
 * costs no more than storing the time. A connection none of whose clocks is running has no such object.
 */
final class Deadlines {
    /** A clock that has run out; and whether the peer took nothing all the while, although something waits for it. */
    record Late(String what, boolean isStuck) {}

    private static final long NEVER = Long.MAX_VALUE;

    private final Scheduler scheduler;
    private final Runnable onTimer;
    private final ConnectionSettings settings;
    /** Silence counts: the connection is open, and not closing yet. */
    private boolean open;
    private boolean inputEnded;
    private long lastRead;
    private long lastWritten;
    private boolean blocked;
    private long blockedSince;
    private Duration phase = Duration.ZERO;
    private boolean phaseIsSilence;
    private long phaseSince;
    private boolean drainIsTold;
    private Timer timer;
    private long timerAt;

    Deadlines(Scheduler scheduler, Runnable onTimer, ConnectionSettings settings) {
        this.scheduler = scheduler;
        this.onTimer = onTimer;
        this.settings = settings;
        this.lastRead = scheduler.nanoTime();
        this.lastWritten = lastRead;
    }

    /** Whether the settings have clocks that run as long as a connection is open. */
    static boolean areSet(ConnectionSettings settings) {
        return settings.idle().isPositive() || settings.stall().isPositive() || settings.idleReading().isPositive()
            || settings.idleWriting().isPositive();
    }

    /** Whether there is anything to wait for, now or when the kernel blocks; or to remember. */
    boolean areRunning() {
        return !phase.isZero() || areSet(settings) || drainIsTold;
    }

    // ---- what happens ----

    /** From here on bytes are waited for. */
    void opened() {
        open = true;
        lastRead = scheduler.nanoTime();
        lastWritten = lastRead;
        arm();
    }

    /** The peer has ended its output: from here on it can't be blamed for its silence. */
    void inputEnded() {
        inputEnded = true;
    }

    /** From here on only the phases count, and what the peer doesn't take. */
    void closing() {
        open = false;
    }

    /** Bytes came. */
    void read() {
        lastRead = scheduler.nanoTime();
    }

    /** The kernel has taken so much of the output, and is blocked now or not. */
    void written(long taken, boolean isBlocked) {
        boolean changes = isBlocked != blocked;
        if (taken > 0 || changes) {
            blockedSince = scheduler.nanoTime();
            lastWritten = taken > 0 ? blockedSince : lastWritten;
        }
        if (changes) {
            blocked = isBlocked;
            arm();
        }
    }

    /** Sets the deadline of the present phase; zero = none. */
    void phase(Duration within) {
        phase(within, false);
    }

    /** Sets for how long the present phase may go without a byte either way; zero = for ever. */
    void silence(Duration within) {
        phase(within, true);
    }

    private void phase(Duration within, boolean isSilence) {
        phase = within;
        phaseIsSilence = isSilence;
        phaseSince = scheduler.nanoTime();
        arm();
    }

    // ---- the timer ----

    /** The timer has fired, or something else has been taken for it. */
    void fired() {
        if (timer != null && timerAt - scheduler.nanoTime() <= 0) {
            timer = null;
        }
    }

    boolean phaseIsOver() {
        return phaseLeft(scheduler.nanoTime()) <= 0;
    }

    /** True once: so that a handler hears once of a drain. */
    boolean tellsDrain() {
        boolean first = !drainIsTold;
        drainIsTold = true;
        return first;
    }

    /** What is late beside the phase; null = nothing. */
    Late overdue() {
        long now = scheduler.nanoTime();
        if (stallLeft(now) <= 0) {
            return new Late("stall: the peer took nothing for " + settings.stall(), true);
        }
        if (idleLeft(now) <= 0) {
            return new Late("idle: no byte went either way for " + settings.idle(), blocked);
        }
        if (idleReadingLeft(now) <= 0) {
            return new Late("idleReading: the peer sent nothing for " + settings.idleReading(), false);
        }
        if (idleWritingLeft(now) <= 0) {
            return new Late("idleWriting: nothing was written for " + settings.idleWriting(), false);
        }
        return null;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Waits for the next moment, if there is one. */
    void arm() {
        long now = scheduler.nanoTime();
        long left = left(now);
        if (left == NEVER || (timer != null && timerAt - now <= left)) {
            return;
        }
        cancel();
        timerAt = now + left;
        timer = scheduler.schedule(left, onTimer);
    }

    // ---- the clocks ----

    private long left(long now) {
        long silence = Math.min(idleLeft(now), Math.min(idleReadingLeft(now), idleWritingLeft(now)));
        return Math.min(phaseLeft(now), Math.min(stallLeft(now), silence));
    }

    private long phaseLeft(long now) {
        return left(phase, phaseIsSilence ? later(phaseSince, lastByte()) : phaseSince, now);
    }

    private long stallLeft(long now) {
        return blocked ? left(settings.stall(), blockedSince, now) : NEVER;
    }

    private long idleLeft(long now) {
        return open ? left(settings.idle(), lastByte(), now) : NEVER;
    }

    private long idleReadingLeft(long now) {
        return open && !inputEnded ? left(settings.idleReading(), lastRead, now) : NEVER;
    }

    /** As long as something waits for the peer to take it, it is not the handler that is idle. */
    private long idleWritingLeft(long now) {
        return open && !blocked ? left(settings.idleWriting(), lastWritten, now) : NEVER;
    }

    private static long left(Duration limit, long since, long now) {
        return limit.isZero() ? NEVER : since + Scheduler.nanos(limit) - now;
    }

    private long lastByte() {
        return later(lastRead, lastWritten);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
