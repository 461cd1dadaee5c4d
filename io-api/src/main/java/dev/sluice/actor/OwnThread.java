package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread of one blocking cell, as its dispatcher. It runs the cell's turns, and between two of them, while the cell is lent, the user's
 * body; a body that receives runs the next turns itself, from within. So there is one thread, and nothing to be locked but
 * the word whether it may be interrupted.
 */
final class OwnThread implements Dispatcher {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final BlockingCell<?> cell;
    private final ReentrantLock lock = new ReentrantLock();
    // ---- under the lock ----
    private boolean inBody;
    private boolean killed;
    private boolean over;
    private Timer deadline;
    // ---- there is one activation at a time ----
    private volatile Runnable activation;
    /** Null before the first activation. */
    private volatile Thread thread;

    OwnThread(BlockingCell<?> cell) {
        this.cell = cell;
    }

    @Override
    public void execute(Runnable next) {
        activation = next;
        if (thread == null) {
            thread = Thread.ofVirtual().name(cell.spec.name()).unstarted(this::run);
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    // ---- on the thread ----

    private void run() {
        cell.system().threads().own().add(thread);
        while (!cell.isOver()) {
            nextTurn();
            while (cell.isLent()) {
                cell.conversation().runBody();
                cell.run();
            }
        }
        end();
    }

    /** A stray interrupt ends no waiting. */
    private void nextTurn() {
        while (activation == null) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        Runnable turn = activation;
        activation = null;
        turn.run();
    }

    /** From within the body, which gives the cell back until it is lent again. */
    void runTurnsUntilLent() {
        leaveBody();
        cell.run();
        while (!cell.isLent() && !cell.isOver()) {
            nextTurn();
        }
    }

    /** Somebody may have killed the actor just when the body was given a message. */
    void enterBody(boolean mayBeInterrupted) {
        lock.lock();
        try {
            inBody = true;
            if (killed && mayBeInterrupted) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    void leaveBody() {
        lock.lock();
        try {
            inBody = false;
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        cell.system().threads().own().remove(thread);
        lock.lock();
        try {
            over = true;
            if (deadline != null) {
                deadline.cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- from any thread ----

    /** The body must come back in time. */
    void stopRequested(boolean kill) {
        lock.lock();
        try {
            killed |= kill;
            if (kill) {
                interruptBody();
            }
            if (deadline == null) {
                startDeadline();
            }
        } finally {
            lock.unlock();
        }
    }

    private void overdue() {
        lock.lock();
        try {
            interruptBody();
            startDeadline();
        } finally {
            lock.unlock();
        }
    }

    private void interruptBody() {
        if (inBody) {
            thread.interrupt();
        }
    }

    private void startDeadline() {
        if (!over) {
            Duration within = cell.spec.stopDeadline() == null ? STOP_WITHIN : cell.spec.stopDeadline();
            deadline = cell.scheduler().schedule(Scheduler.nanos(within), this::overdue);
        }
    }

    @Override
    public String toString() {
        return "thread of " + cell;
    }
}
