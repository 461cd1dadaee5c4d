package dev.sluice.actor;

import dev.sluice.loop.Signal;

/**
 * How a cell gets its turns. Whoever finds the mailbox asleep has woken it, and puts the cell on its dispatcher; {@link #run} is
 * one activation, after which the mailbox sleeps again, or the cell stands behind the others of its dispatcher.
 */
abstract class Activation extends Intake implements Runnable, Signal {
    /** So many messages are handled before the others of the dispatcher have their turn. */
    private static final int BATCH = 64;

    private Thread runner;

    Activation(Mailbox mailbox) {
        super(mailbox);
    }

    abstract Dispatcher dispatcher();

    /** Does the next thing there is to do. False if there was none. */
    abstract boolean step();

    /** There is nothing more to do, or the turn is over. */
    abstract void endBatch();

    /** There will never be a next turn. */
    abstract boolean isOver();

    /** Somebody else has this cell, on the same thread, and will run it again: there is no next turn before that. */
    boolean isLent() {
        return false;
    }

    /** Whether {@link #step} would handle a message if there were one. */
    abstract boolean takesMessages();

    /** Something failed that is not the user's: nobody will run this cell again. In the cell's turn. */
    abstract void endBroken(Throwable cause);

    // ---- from any thread ----

    @Override
    public final void raise(int bits) {
        addSignals(bits);
        scheduleIfAsleep();
    }

    @Override
    final void scheduleIfAsleep() {
        if (wake()) {
            schedule();
        }
    }

    /** The caller has woken the mailbox, and so is the only one who may run this cell: if the dispatcher won't, it ends here. */
    @Override
    final void schedule() {
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
        for (int left = BATCH; left > 0; left--) {
            if (step()) {
                continue;
            }
            if (isLent()) {
                return;
            }
            endBatch();
            Thread.interrupted();
            runner = null;
            boolean takes = takesMessages(); // afterwards it may be another thread's turn
            if (isOver() || (sleep() && !(isReady(takes) && wake()))) {
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
