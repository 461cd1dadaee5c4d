package dev.sluice.actor;

import dev.sluice.loop.Signal;
import dev.sluice.runtime.Mailbox;

/**
 * How a cell gets its turns. Whoever finds the mailbox asleep has woken it, and puts the cell on its dispatcher; {@link #run} is
 * one activation, after which the mailbox sleeps again, or the cell stands behind the others of its dispatcher.
 */
abstract class Activation extends Mailbox implements Runnable, Signal {
    /** So many messages are handled before the others of the dispatcher have their turn. */
    private static final int BATCH = 64;

    private Thread runner;

    abstract Dispatcher dispatcher();

    /** Does the next thing there is to do. False if there was none. */
    abstract boolean step();

    /** There is nothing more to do, or the turn is over. */
    abstract void endBatch();

    /** There will never be a next turn. */
    abstract boolean isOver();

    /** The mailbox is closed. */
    abstract void drop(Envelope envelope);

    /** Something failed that is not the user's: nobody will run this cell again. In the cell's turn. */
    abstract void endBroken(Throwable cause);

    // ---- from any thread ----

    final void send(Envelope envelope) {
        switch (push(envelope)) {
            case QUEUED -> {
            }
            case WAKE -> schedule();
            case CLOSED -> drop(envelope);
        }
    }

    @Override
    public final void raise(int bits) {
        addSignals(bits);
        scheduleIfAsleep();
    }

    final void scheduleIfAsleep() {
        if (wake()) {
            schedule();
        }
    }

    /** The caller has woken the mailbox, and so is the only one who may run this cell: if the dispatcher won't, it ends here. */
    private void schedule() {
        try {
            dispatcher().execute(this);
        } catch (Throwable e) {
            broke(e);
        }
    }

    private void broke(Throwable cause) {
        runner = Thread.currentThread();
        endBroken(cause);
        runner = null;
    }

    // ---- one activation ----

    @Override
    public final void run() {
        try {
            activate();
        } catch (Throwable e) {
            broke(e);
        }
    }

    /** An interrupt that a handler has left behind is not the next actor's. */
    private void activate() {
        runner = Thread.currentThread();
        for (int left = Math.min(BATCH, dispatcher().turn()); left > 0; left--) {
            if (step()) {
                continue;
            }
            endBatch();
            Thread.interrupted();
            runner = null;
            if (isOver() || (sleep() && !(isUrgent() && wake()))) {
                return;
            }
            runner = Thread.currentThread();
        }
        endBatch();
        Thread.interrupted();
        runner = null;
        if (!isOver()) {
            dispatcher().executeAgain(this);
        }
    }

    final void requireInside() {
        if (runner != Thread.currentThread()) {
            throw new IllegalStateException("the context of " + this + " was used outside of it, on thread "
                + Thread.currentThread().getName());
        }
    }
}
