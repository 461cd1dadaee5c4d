package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.Objects;

/**
 * The idle timeout of one actor. A message only notes the time; the timer, when it fires, looks whether the actor was idle for so long
 * already, and otherwise runs for the rest. So that there is one timer entry for each such time, and not one for each message.
 */
final class IdleTimeout<M> implements Delivery, Runnable {
    private final Cell<M> cell;
    private final Scheduler scheduler;
    private final long nanos;
    private final M message;
    /** When the actor was done with the last message. */
    private long since;
    private boolean fired;
    private boolean over;
    private Timer timer;

    IdleTimeout(Cell<M> cell, Duration idle, M message) {
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("idle is not positive: " + idle);
        }
        this.cell = cell;
        this.scheduler = cell.scheduler();
        this.nanos = Scheduler.nanos(idle);
        this.message = Objects.requireNonNull(message, "message");
        this.since = scheduler.nanoTime();
        schedule();
    }

    private void schedule() {
        timer = scheduler.schedule(since + nanos - scheduler.nanoTime(), this);
    }

    /** On the scheduler's thread. */
    @Override
    public void run() {
        cell.send(new Envelope(message, this));
    }

    /** The actor has handled a message that somebody has sent, or that tells of somebody else. */
    void touched() {
        since = scheduler.nanoTime();
        if (fired) {
            fired = false;
            schedule();
        }
    }

    void end() {
        over = true;
        timer.cancel();
    }

    @Override
    public Origin origin() {
        return Origin.TIMER;
    }

    @Override
    public Object open(Cell<?> receiver, Object opened) {
        if (over) {
            return null;
        }
        if (scheduler.nanoTime() - since < nanos) {
            schedule();
            return null;
        }
        fired = true;
        return opened;
    }

    @Override
    public boolean dropped(Object lost) {
        return false;
    }
}
