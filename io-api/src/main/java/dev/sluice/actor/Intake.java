package dev.sluice.actor;

import dev.sluice.jfr.MailboxOverflowEvent;
import dev.sluice.runtime.Lanes;
import java.time.Duration;

/**
 * How messages get into a cell: into the inbox, or into a {@link Backlog} beside it if the mailbox is not the default one. What is
 * put back by the cell itself, such as a released stash, stands in the inbox in either case, and goes first.
 */
abstract class Intake extends Lanes {
    /** Null: the inbox itself. */
    abstract Backlog backlog();

    /** Somebody has woken it, and so must see to it that it runs. */
    abstract void schedule();

    abstract void scheduleIfAsleep();

    /** It won't be handled. Any thread. */
    abstract void drop(Envelope envelope, DeadLetter.Reason reason);

    /** Its mailbox is full, and that is a failure. Any thread. */
    abstract void overflowed(Throwable cause, Object message);

    /** A message that was taken, but is not yet done with. */
    static final class Held {
        final Envelope envelope;
        /** For the receiver; null before it was opened. */
        Object message;
        /** Null if it takes up none. */
        private final Backlog room;

        private Held(Envelope envelope, Backlog room) {
            this.envelope = envelope;
            this.room = room;
        }

        void free() {
            if (room != null) {
                room.free(envelope);
            }
        }
    }

    // ---- from any thread ----

    final void send(Envelope envelope) {
        Backlog backlog = backlog();
        if (backlog != null) {
            store(envelope, backlog);
            return;
        }
        switch (push(envelope)) {
            case QUEUED -> {
            }
            case WAKE -> schedule();
            case CLOSED -> drop(envelope, DeadLetter.Reason.STOPPED);
        }
    }

    private void store(Envelope envelope, Backlog backlog) {
        Backlog.Added added = backlog.add(envelope);
        switch (added.outcome()) {
            case QUEUED -> stored(added.isRisen());
            case STOPPED -> drop(envelope, DeadLetter.Reason.STOPPED);
            case FULL -> {
            }
        }
        if (added.dropped() != null) {
            MailboxOverflowEvent.tell(this, envelope.message, backlog.capacity());
            drop(added.dropped(), DeadLetter.Reason.OVERFLOW);
        }
        if (added.isFailure()) {
            overflowed(new MailboxFullException("the mailbox of " + this + " is full: " + backlog), envelope.message);
        }
    }

    private void stored(boolean risen) {
        scheduleIfAsleep();
        if (risen) {
            backlog().tellHighWater((ActorRef<?>) this);
        }
    }

    final Offer offer(Envelope envelope) {
        Backlog backlog = backlog();
        if (backlog != null) {
            return stored(backlog.offer(envelope));
        }
        return switch (push(envelope)) {
            case QUEUED -> Offer.QUEUED;
            case WAKE -> {
                schedule();
                yield Offer.QUEUED;
            }
            case CLOSED -> Offer.STOPPED;
        };
    }

    final Offer offer(Envelope envelope, Duration atMost) throws InterruptedException {
        Backlog backlog = backlog();
        return backlog == null ? offer(envelope) : stored(backlog.offer(envelope, atMost));
    }

    private Offer stored(Backlog.Added added) {
        if (added.outcome() == Offer.QUEUED) {
            stored(added.isRisen());
        }
        return added.outcome();
    }

    /** How many wait. */
    final int waiting() {
        return depth() + (backlog() == null ? 0 : backlog().depth());
    }

    // ---- consumer only ----

    /** The next one, or null. */
    final Envelope take() {
        Envelope envelope = (Envelope) poll();
        return envelope == null && backlog() != null ? backlog().poll() : envelope;
    }

    /** Like {@link #take}, but it takes up its room until it is {@link Held#free}. */
    final Held takeHeld() {
        Envelope own = (Envelope) poll();
        if (own != null) {
            return new Held(own, null);
        }
        Backlog backlog = backlog();
        Envelope envelope = backlog == null ? null : backlog.hold();
        return envelope == null ? null : new Held(envelope, backlog);
    }

    /** Whether something has come that sleep must not pass over; any thread. */
    final boolean isReady(boolean takesMessages) {
        return isUrgent() || (takesMessages && backlog() != null && !backlog().isEmpty());
    }

    /** The failure that an overflow was has been told. */
    final void overflowTold() {
        backlog().failureTold();
    }

    /** Nothing comes in any more, and what is left is dropped. */
    final void closeIntake() {
        close();
        if (backlog() != null) {
            backlog().close();
        }
        for (Envelope left; (left = take()) != null;) {
            drop(left, DeadLetter.Reason.STOPPED);
        }
    }
}
