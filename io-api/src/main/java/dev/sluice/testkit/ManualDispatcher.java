package dev.sluice.testkit;

import dev.sluice.actor.Dispatcher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs actors when a test says so, on the test's thread, in the order in which they became ready; or, in a {@link
 * ManualSystem#seeded seeded} system, in a random one.
 */
public final class ManualDispatcher implements Dispatcher {
    private static final int TRACED = 100;

    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final Deque<Runnable> trace = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Chance chance;
    private volatile Thread running;

    /** A dispatcher with nothing to do, which runs actors in the order in which they became ready. */
    public ManualDispatcher() {
        this(Chance.NONE);
    }

    ManualDispatcher(Chance chance) {
        this.chance = chance;
    }

    @Override
    public void execute(Runnable activation) {
        lock.lock();
        try {
            ready.add(activation);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == running;
    }

    @Override
    public int turn() {
        return chance.turn();
    }

    /**
     * Runs the actor whose turn it is, for one activation.
     *
     * @return false if none was ready
     */
    public boolean runOne() {
        Runnable next = next();
        if (next == null) {
            return false;
        }
        Thread before = running;
        running = Thread.currentThread();
        try {
            next.run();
        } finally {
            running = before;
        }
        return true;
    }

    /** Runs until no actor is ready. */
    public void run() {
        boolean ran;
        do {
            ran = runOne();
        } while (ran);
    }

    /**
     * Which actors had the last activations, a hundred at the most.
     *
     * @return their paths, oldest first
     */
    public List<String> trace() {
        lock.lock();
        try {
            return trace.stream().map(Object::toString).toList();
        } finally {
            lock.unlock();
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            return ready.isEmpty() ? null : traced(chance.take(ready));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "manual";
    }

    private Runnable traced(Runnable next) {
        if (trace.size() == TRACED) {
            trace.removeFirst();
        }
        trace.addLast(next);
        return next;
    }
}
