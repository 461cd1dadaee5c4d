package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import dev.sluice.runtime.NodeQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * What a blocking actor's calls of receive have made of its messages: one is at hand, some are skipped. In the cell's turns, and while
 * the body has the cell.
 */
final class Reception<M> {
    private final Cell<M> cell;
    private final Deque<Intake.Held> skipped = new ArrayDeque<>();
    /** With whose message the body is busy. */
    private Envelope atHand;
    private boolean begun;
    // ---- of one receive ----
    private Predicate<? super M> fits;
    private boolean looked;
    private boolean over;
    private boolean expired;
    private int number;
    private Timer timer;
    private M result;
    private Throwable failure;

    Reception(Cell<M> cell) {
        this.cell = cell;
    }

    // ---- the body's ----

    void begin(Predicate<? super M> what, Duration atMost) {
        done();
        fits = what;
        looked = false;
        over = false;
        expired = false;
        result = null;
        failure = null;
        begun = true;
        int current = ++number;
        if (atMost != null) {
            timer = cell.scheduler().schedule(Scheduler.nanos(atMost), () -> cell.later(() -> expire(current)));
        }
    }

    /** The message at hand has been handled. */
    void done() {
        Envelope handled = atHand;
        atHand = null;
        if (handled != null) {
            cell.handled(handled);
        }
    }

    M result() {
        if (failure != null) {
            throw Reception.<RuntimeException>same(failure);
        }
        return result;
    }

    /** The predicate's own, whatever it is: it leaves the call as it came. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E same(Throwable thrown) throws E {
        throw (E) thrown;
    }

    // ---- in the cell's turns ----

    private void expire(int which) {
        expired |= which == number;
    }

    boolean isOver() {
        return over;
    }

    boolean hasBegun() {
        return begun;
    }

    /** What was sent, and the body has taken last. */
    Object last() {
        return atHand == null ? null : atHand.message;
    }

    /** Looks at one more message. False if there is none. */
    boolean next() {
        if (!looked) {
            looked = true;
            lookAtSkipped();
            return true;
        }
        if (over) {
            return false;
        }
        Intake.Held held = cell.takeHeld();
        if (held != null) {
            look(held);
        } else if (expired) {
            finish();
        }
        return held != null;
    }

    private void lookAtSkipped() {
        for (Iterator<Intake.Held> each = skipped.iterator(); !over && each.hasNext();) {
            Intake.Held held = each.next();
            if (isFitting(held)) {
                each.remove();
                deliver(held);
            }
        }
    }

    private void look(Intake.Held held) {
        if (!open(held)) {
            held.free();
            cell.handled(held.envelope);
        } else if (isFitting(held)) {
            deliver(held);
        } else {
            skipped.add(held);
        }
    }

    /** A timer is opened when it is delivered: until then it may be cancelled. */
    private boolean open(Intake.Held held) {
        Envelope envelope = held.envelope;
        boolean now = envelope.delivery != null && envelope.delivery.origin() != Delivery.Origin.TIMER;
        try {
            held.message = now ? envelope.delivery.open(cell, envelope.message) : envelope.message;
        } catch (Throwable e) {
            cell.failed(e, envelope.message);
        }
        return held.message != null;
    }

    @SuppressWarnings("unchecked")
    private boolean isFitting(Intake.Held held) {
        try {
            return fits.test((M) held.message);
        } catch (Throwable e) {
            failure = e;
            finish();
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private void deliver(Intake.Held held) {
        held.free();
        Envelope envelope = held.envelope;
        if (envelope.origin() == Delivery.Origin.TIMER && envelope.delivery.open(cell, envelope.message) == null) {
            return;
        }
        atHand = envelope;
        cell.countHandled();
        result = (M) held.message;
        finish();
    }

    private void finish() {
        over = true;
        fits = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Nothing more will be received. What others have sent goes to the front of the mailbox, if the body is run again. */
    void end(boolean again) {
        finish();
        NodeQueue kept = new NodeQueue();
        for (Intake.Held held; (held = skipped.poll()) != null;) {
            held.free();
            if (again && held.envelope.isCounted()) {
                kept.add(held.envelope);
            } else {
                cell.drop(held.envelope, DeadLetter.Reason.STOPPED);
            }
        }
        cell.putBack(kept);
    }
}
