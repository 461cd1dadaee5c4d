package dev.sluice.testkit;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import dev.sluice.runtime.TimerHeap;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A clock that stands still until a test moves it. */
public final class VirtualClock implements Scheduler {
    private final TimerHeap timers = new TimerHeap();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long now;

    /** A clock at zero. */
    public VirtualClock() {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        Entry entry = new Entry(Objects.requireNonNull(task, "task"));
        locked(() -> timers.add(entry, now + Math.max(0, delayNanos)));
        return () -> locked(() -> timers.remove(entry));
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
            locked(() -> timers.fireUntil(now));
            runReady.run();
        }
        now = Math.max(now, end); // a handler may have turned it further
    }

    private boolean moveToNext(long end) {
        lock.lock();
        try {
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

    private static final class Entry extends TimerHeap.Entry {
        private final Runnable task;

        Entry(Runnable task) {
            this.task = task;
        }

        @Override
        protected void fire() {
            task.run();
        }
    }
}
