package dev.sluice.actor;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/** A work-stealing pool, first in first out. */
final class PoolDispatcher implements Dispatcher {
    private static final long SHUTDOWN_SECONDS = 10;

    private final ForkJoinPool pool;

    PoolDispatcher(String name, int threads) {
        pool = new ForkJoinPool(threads, host -> worker(host, name), null, true);
    }

    private static ForkJoinWorkerThread worker(ForkJoinPool pool, String name) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName(name + "-pool-" + thread.getPoolIndex());
        return thread;
    }

    @Override
    public void execute(Runnable activation) {
        pool.execute(activation);
    }

    /** By the outer queue, so that an actor that never runs dry doesn't keep its worker from what comes from outside. */
    @Override
    public void executeAgain(Runnable activation) {
        pool.externalSubmit(ForkJoinTask.adapt(activation));
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() instanceof ForkJoinWorkerThread worker && worker.getPool() == pool;
    }

    boolean close() {
        pool.shutdown();
        try {
            return pool.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return "pool";
    }
}
