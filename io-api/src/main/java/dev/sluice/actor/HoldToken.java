package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A hold, counted by its cell until it is released once: by its holder or by its deadline. */
final class HoldToken implements Hold {
    private final Cell<?> cell;
    private final int holder;
    private final AtomicBoolean released = new AtomicBoolean();
    private final Timer deadline;

    HoldToken(Cell<?> cell, Duration atMost) {
        this.cell = cell;
        this.holder = cell.incarnation();
        this.deadline = cell.scheduler().schedule(Scheduler.nanos(atMost), this::expire);
        cell.hold();
    }

    @Override
    public void release() {
        if (released.compareAndSet(false, true)) {
            deadline.cancel();
            cell.post(new SystemMessage.HoldReleased(holder));
        }
    }

    private void expire() {
        if (released.compareAndSet(false, true)) {
            cell.post(new SystemMessage.HoldExpired(holder));
        }
    }
}
