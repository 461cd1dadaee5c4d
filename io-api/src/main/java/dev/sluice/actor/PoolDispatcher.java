package dev.sluice.actor;

import dev.sluice.runtime.TwoLevelQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A work-stealing pool, first in first out.
 *
 * <p>A worker of a {@link ForkJoinPool} looks at no other queue as long as the one that it works on isn't empty: a few actors
 * that keep each other busy would keep all else waiting for ever. Hence what comes from outside, actors that have used up their
 * turn, and those that go first stand in a line of our own. Every worker goes there after so many activations from the inside,
 * and before each of them for those that go first.
 */
final class PoolDispatcher implements OwnDispatcher {
    private static final int TURNS_INSIDE = 64;

    private final String label;
    private final ForkJoinPool pool;
    private final Line line;
    private final Dispatcher first;

    /** The label is for people, the prefix begins the names of the threads. */
    PoolDispatcher(String label, String prefix, int threads) {
        this.label = label;
        AtomicInteger workers = new AtomicInteger();
        pool = new ForkJoinPool(threads, host -> new Worker(host, prefix + "-" + workers.getAndIncrement()), null,
            true);
        line = new Line(pool, Runnable::run);
        first = new AheadDispatcher(this, line);
    }

    @Override
    public void execute(Runnable activation) {
        if (isCurrent()) {
            pool.execute(new TurnInside(activation));
        } else {
            line.execute(activation);
        }
    }

    @Override
    public void executeAgain(Runnable activation) {
        line.execute(activation);
    }

    @Override
    public Dispatcher first() {
        return first;
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() instanceof Worker worker && worker.getPool() == pool;
    }

    @Override
    public boolean close() {
        return PlatformThreads.close(pool);
    }

    @Override
    public String toString() {
        return label;
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

    /**
     * In the queue of the worker on which the actor became ready, or of the one that steals it. A fresh one each time: one that
     * came back into the same slot of that queue could deceive a thief that has looked there before.
     */
    private final class TurnInside extends ForkJoinTask<Void> {
        private static final long serialVersionUID = 1;

        private final transient Runnable activation;

        TurnInside(Runnable activation) {
            this.activation = activation;
        }

        @Override
        protected boolean exec() {
            for (int i = 0; i < TwoLevelQueue.AHEAD_IN_A_ROW && line.hasAhead(); i++) {
                line.runAhead();
            }
            if (Thread.currentThread() instanceof Worker worker && worker.isDueOutside()) {
                line.runOutOfTurn();
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
