package dev.sluice.testkit;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import dev.sluice.runtime.TimerHeap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it. Timers of one moment are called in the order in which they were set; that of a
 * {@link ManualSystem#seeded seeded} system calls them in a random one.
 */
public final class VirtualClock implements Scheduler {
    private final TimerHeap timers = new TimerHeap();
    /** Out of the heap, because their moment has come, and not called yet. */
    private final Queue<Entry> due = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Chance chance;
    private volatile long now;

    /** A clock at zero. */
    public VirtualClock() {
        this(Chance.NONE);
    }

    VirtualClock(Chance chance) {
        this.chance = chance;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Entry entry = new Entry(Objects.requireNonNull(task, "task"));
        locked(() -> timers.add(entry, now + Math.max(0, delayNanos)));
        return () -> locked(() -> cancel(entry));
    }

    /**
     * Moves the time on, stopping at each timer on the way to call it, on the caller's thread.
     *
     * @param time how far
     */
    public void advance(Duration time) {
        advance(time, () -> {
        });
    }

    /** Moves the time on; what the timers of one moment have set off is run before the next one. */
    void advance(Duration time, Runnable runReady) {
        long end = now + time.toNanos();
        runReady.run();
        while (moveToNext(end)) {
            locked(this::fire);
            runReady.run();
        }
        now = Math.max(now, end); // a handler may have turned it further
    }

    private void fire() {
        timers.fireUntil(now);
        while (!due.isEmpty()) {
            chance.take(due).task.run();
        }
    }

    private void cancel(Entry entry) {
        timers.remove(entry);
        due.remove(entry);
    }

    private boolean moveToNext(long end) {
        lock.lock();
        try {
            if (!due.isEmpty()) {
                return true; // one of them has thrown, the last time
            }
            boolean more = !timers.isEmpty() && timers.nextDeadline() - end <= 0;
            if (more) {
                now = Math.max(now, timers.nextDeadline());
            }
            return more;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private final class Entry extends TimerHeap.Entry {
        private final Runnable task;

        Entry(Runnable task) {
            this.task = task;
        }

        @Override
        protected void fire() {
            due.add(this);
        }
    }
}
