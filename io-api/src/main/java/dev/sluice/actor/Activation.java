package dev.sluice.actor;

import dev.sluice.loop.Signal;
import java.util.List;

/**
 * How a cell gets its turns. Whoever finds the mailbox asleep has woken it, and puts the cell on its dispatcher; {@link #run} is
 * one activation, after which the mailbox sleeps again, or the cell stands behind the others of its dispatcher.
 */
abstract class Activation extends Intake implements Runnable, Signal {
    /** Where it runs, or on a loop, where it ran last: that is always the same, and to store it anew costs a fence with G1. */
    private Thread runner;
    private boolean isInside;

    abstract Dispatcher dispatcher();

    abstract Budget budget();

    /** The time of the actor's own clock. */
    abstract long nanoTime();

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
        enter();
        endBroken(cause);
        exit();
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

    /** Most activations end after one message: that one costs no look at the clock. */
    private void activate() {
        enter();
        if (goesOn(step())) {
            runOn(budget());
        }
    }

    private boolean goesOn(boolean worked) {
        return (worked && hasMore()) || (!isLent() && !rests());
    }

    /** Whether another step may find something to do. */
    boolean hasMore() {
        return isReady(true) || !isEmpty();
    }

    private void runOn(Budget budget) {
        long end = budget.endFrom(nanoTime());
        int turn = Math.min(budget.messages(), dispatcher().turn());
        for (int steps = 1; steps < turn; steps++) {
            if (steps % Budget.MESSAGES_PER_LOOK == 0 && nanoTime() - end >= 0) {
                break;
            }
            if (!step() && (isLent() || rests())) {
                return;
            }
        }
        leave();
        if (!isOver()) {
            dispatcher().executeAgain(this);
        }
    }

    /** There is nothing to do. False if something came just now; otherwise this cell may run on another thread already. */
    private boolean rests() {
        leave();
        boolean takes = takesMessages(); // afterwards it may be another thread's turn
        if (isOver() || (sleep() && !(isReady(takes) && wake()))) {
            return true;
        }
        enter();
        return false;
    }

    /** An interrupt that a handler has left behind is not the next actor's. */
    private void leave() {
        endBatch();
        Thread.interrupted();
        exit();
    }

    private void enter() {
        Thread current = Thread.currentThread();
        if (runner != current) {
            runner = current;
        }
        isInside = true;
    }

    private void exit() {
        isInside = false;
        if (dispatcher().loop() == null) {
            runner = null;
        }
    }

    /**
     * Where it is busy, or null. Any thread: it is read in passing, so that what isn't there any more after the second look was another
     * actor's.
     */
    final String place() {
        Thread thread = runner;
        if (!isInside || thread == null) {
            return null;
        }
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        String place = stack.stream().filter(frame -> !isJdk(frame)).findFirst().map(frame -> " at " + frame)
            .orElse("");
        return isInside && runner == thread ? thread.getName() + place : null;
    }

    private static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    final void requireInside() {
        if (!isInside || runner != Thread.currentThread()) {
            throw new IllegalStateException("the context of " + this + " was used outside of it, on thread "
                + Thread.currentThread().getName());
        }
    }
}
