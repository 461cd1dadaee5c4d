package dev.sluice.actor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A work-stealing pool, first in first out.
 *
 * <p>A worker of a {@link ForkJoinPool} looks at no other queue as long as the one that it works on isn't empty: a few actors
 * that keep each other busy would keep all else waiting for ever. Hence what comes from outside, and actors that have used up
 * their turn, stand in a line of our own, to which every worker also goes after so many activations from the inside.
 */
final class PoolDispatcher implements Dispatcher {
    private static final int TURNS_INSIDE = 64;
    private static final long SHUTDOWN_SECONDS = 10;

    private final ForkJoinPool pool;
    private final Queue<Runnable> outside = new ConcurrentLinkedQueue<>();
    /** The pool holds at least one of these for each activation in the line. */
    private final Runnable turnOutside = this::runOutside;

    PoolDispatcher(String name, int threads) {
        AtomicInteger workers = new AtomicInteger();
        pool = new ForkJoinPool(threads, host -> new Worker(host, name + "-pool-" + workers.getAndIncrement()), null,
            true);
    }

    @Override
    public void execute(Runnable activation) {
        if (isCurrent()) {
            pool.execute(new TurnInside(activation));
        } else {
            executeAgain(activation);
        }
    }

    @Override
    public void executeAgain(Runnable activation) {
        outside.add(activation);
        try {
            pool.execute(turnOutside);
        } catch (RejectedExecutionException e) {
            if (outside.remove(activation)) { // otherwise a worker has it already
                throw e;
            }
        }
    }

    private void runOutside() {
        Runnable activation = outside.poll();
        if (activation != null) {
            activation.run();
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() instanceof Worker worker && worker.getPool() == pool;
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

    private static final class Worker extends ForkJoinWorkerThread {
        private int turns;

        Worker(ForkJoinPool pool, String name) {
            super(pool);
            setName(name);
        }

        boolean isDueOutside() {
            return ++turns % TURNS_INSIDE == 0;
        }
    }

    /** In the queue of the worker on which the actor became ready, or of the one that steals it. */
    private final class TurnInside extends ForkJoinTask<Void> {
        private static final long serialVersionUID = 1;

        private final transient Runnable activation;

        TurnInside(Runnable activation) {
            this.activation = activation;
        }

        @Override
        protected boolean exec() {
            if (Thread.currentThread() instanceof Worker worker && worker.isDueOutside()) {
                runOutside();
            }
            activation.run();
            return true;
        }

        @Override
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void value) {}
    }
}
