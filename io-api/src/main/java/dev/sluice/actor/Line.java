package dev.sluice.actor;

import dev.sluice.runtime.Node;
import dev.sluice.runtime.TwoLevelQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors that wait for any of several threads, in two levels. The executor is given a ticket for each, and who gets a ticket
 * takes whoever is next in the line: so the order is that of the line, whatever the executor does.
 *
 * <p>One may also be taken out of its turn, without a ticket. Then one ticket is left over, and whoever gets it does nothing.
 */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Executor threads;
    private final Consumer<? super Runnable> runner;
    private final Runnable ticket = this::runNext;
    private final ReentrantLock lock = new ReentrantLock();
    private final TwoLevelQueue waiting = new TwoLevelQueue();
    private int ticketsLeftOver;
    /** Written under the lock, read without it. */
    private volatile boolean hasAhead;

    /** The runner runs each activation, on one of the threads. */
    Line(Executor threads, Consumer<? super Runnable> runner) {
        this.threads = threads;
        this.runner = runner;
    }

    void execute(Runnable activation) {
        submit(node(activation), false);
    }

    /** Before those of {@link #execute}, but not for ever. */
    void executeAhead(Runnable activation) {
        submit(node(activation), true);
    }

    private static Node node(Runnable activation) {
        return activation instanceof Node node ? node : new Stranger(activation);
    }

    private void submit(Node node, boolean ahead) {
        add(node, ahead);
        try {
            threads.execute(ticket);
        } catch (Throwable e) {
            if (remove(node)) { // otherwise a thread has it already
                throw e;
            }
        }
    }

    private void runNext() {
        run(next());
    }

    /** Runs the oldest of those ahead, if there is one, out of its turn. */
    void runAhead() {
        run(nextAhead());
    }

    /** Runs the next one, if there is one, out of its turn. */
    void runOutOfTurn() {
        run(nextOutOfTurn());
    }

    private void run(Node node) {
        if (node != null) {
            runner.accept((Runnable) node);
        }
    }

    boolean hasAhead() {
        return hasAhead;
    }

    // ---- under the lock ----

    private void add(Node node, boolean ahead) {
        lock.lock();
        try {
            if (ahead) {
                waiting.addAhead(node);
            } else {
                waiting.add(node);
            }
            noteAhead();
        } finally {
            lock.unlock();
        }
    }

    private boolean remove(Node node) {
        lock.lock();
        try {
            boolean removed = waiting.remove(node);
            noteAhead();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    private Node next() {
        lock.lock();
        try {
            if (ticketsLeftOver > 0) {
                ticketsLeftOver--;
                return null;
            }
            Node node = waiting.poll();
            noteAhead();
            return node;
        } finally {
            lock.unlock();
        }
    }

    private Node nextAhead() {
        lock.lock();
        try {
            return outOfTurn(waiting.pollAhead());
        } finally {
            lock.unlock();
        }
    }

    private Node nextOutOfTurn() {
        lock.lock();
        try {
            return outOfTurn(waiting.poll());
        } finally {
            lock.unlock();
        }
    }

    private Node outOfTurn(Node node) {
        if (node != null) {
            ticketsLeftOver++;
            noteAhead();
        }
        return node;
    }

    private void noteAhead() {
        boolean now = waiting.hasAhead();
        if (hasAhead != now) {
            hasAhead = now;
        }
    }

    /** An activation that is none of this library's cells. */
    private static final class Stranger extends Node implements Runnable {
        private final Runnable body;

        Stranger(Runnable body) {
            this.body = body;
        }

        /** What fails here is not of the actor out of whose turn it may run. */
        @Override
        public void run() {
            try {
                body.run();
            } catch (Throwable e) {
                LOG.error("{} failed", body, e);
            }
        }
    }
}
