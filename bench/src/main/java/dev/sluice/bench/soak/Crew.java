package dev.sluice.bench.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The threads that make load, until they are told to end. */
final class Crew {
    /** What a thread does; it comes to an end by itself soon after {@link Crew#isOver}. */
    interface Task {
        void run() throws Exception;
    }

    private static final long PATIENCE_MILLIS = 40_000;

    private final List<Thread> threads = new ArrayList<>();
    private final Faults faults;
    private volatile boolean isOver;

    Crew(Faults faults) {
        this.faults = faults;
    }

    boolean isOver() {
        return isOver;
    }

    /** Does it once. */
    void start(String name, Task task) {
        Thread thread = Thread.ofPlatform().name(name).daemon().start(() -> attempt(name, task));
        threads.add(thread);
    }

    /** Does it again and again, also after a failure, with a pause in between. */
    void repeat(String name, long pauseMillis, Task task) {
        start(name, () -> {
            while (!isOver) {
                attempt(name, task);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
            }
        });
    }

    private void attempt(String name, Task task) {
        try {
            task.run();
        } catch (Exception e) {
            faults.add(name + " failed", e);
        }
    }

    /** Waits for all; whoever doesn't end in time is a fault. */
    void end() {
        isOver = true;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        for (Thread thread : threads) {
            join(thread, deadline - System.nanoTime());
        }
    }

    private void join(Thread thread, long nanos) {
        try {
            if (!thread.join(Duration.ofNanos(Math.max(1, nanos)))) {
                faults.add("does not end", thread.getName() + " at " + List.of(thread.getStackTrace()));
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
