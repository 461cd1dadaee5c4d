package dev.sluice.bench.actors;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The queue of Vyukov in the form that Scalaz' actors gave it: a producer swaps the head, then links the node before it
 * to its own. The head is null while the consumer sleeps, so that a producer that swaps out null must run it. The node
 * that was taken last stays the head until the consumer sleeps.
 *
 * <p>Between swap and link the chain is broken for a moment; then {@link #next} and {@link #rest} both say no, and the
 * consumer comes again.
 */
final class FusedSwapCandidate extends AtomicReference<FusedSwapCandidate.Message> implements MailboxCandidate {
    private static final long serialVersionUID = 1;

    /** The node that was taken last, or the one to take first. Written by the producer that runs the consumer, too. */
    private transient Message at;
    private transient boolean atFirst;

    @Override
    public boolean tell(Object message) {
        Message fresh = new Message(message, null);
        Message before = getAndSet(fresh);
        if (before == null) {
            at = fresh;
            atFirst = true;
            return true;
        }
        before.setRelease(fresh);
        return false;
    }

    @Override
    public Object next() {
        Message before = at;
        if (atFirst) {
            atFirst = false;
            return before.message;
        }
        Message next = before.getAcquire();
        if (next == null) {
            return null;
        }
        // An old node must not keep young ones alive.
        before.setPlain(null);
        at = next;
        return next.message;
    }

    /** Clears the field first: once the head says that the consumer sleeps, it belongs to the one who runs it next. */
    @Override
    public boolean rest() {
        Message last = at;
        at = null;
        if (compareAndSet(last, null)) {
            return true;
        }
        at = last;
        return false;
    }

    static final class Message extends AtomicReference<Message> {
        private static final long serialVersionUID = 1;

        final transient Object message;
        final transient Object delivery;

        Message(Object message, Object delivery) {
            this.message = message;
            this.delivery = delivery;
        }
    }
}
