package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time that goes by also while a loop is stuck: for what must not depend on anybody's actors. Each task has a thread of its own. */
final class RealTime implements Scheduler {
    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Not on the thread that keeps the time for the whole JVM: anybody's code may hang on the task. */
    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        CompletableFuture<Void> wait = new CompletableFuture<Void>().completeOnTimeout(null, delayNanos,
            TimeUnit.NANOSECONDS);
        wait.thenRunAsync(task, Thread::startVirtualThread);
        return () -> wait.cancel(false);
    }
}
