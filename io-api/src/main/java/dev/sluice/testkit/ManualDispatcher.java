package dev.sluice.testkit;

import dev.sluice.actor.Dispatcher;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** Runs actors when a test says so, on the test's thread, in the order in which they became ready. */
public final class ManualDispatcher implements Dispatcher {
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Thread running;

    /** A dispatcher with nothing to do. */
    public ManualDispatcher() {}

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

    /**
     * Runs the actor that has been ready for longest, for one activation.
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

    @Override
    public String toString() {
        return "manual";
    }

    private Runnable next() {
        lock.lock();
        try {
            return ready.poll();
        } finally {
            lock.unlock();
        }
    }
}
