package dev.sluice.bench.actors;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JDK's queue, with a scheduling word beside it. The queue's own node has the message, without an envelope: only a
 * message with a delivery would need one.
 */
final class JdkQueueCandidate extends AtomicBoolean implements MailboxCandidate {
    private static final long serialVersionUID = 1;

    private final transient ConcurrentLinkedQueue<Object> queue = new ConcurrentLinkedQueue<>();

    @Override
    public boolean tell(Object message) {
        queue.add(message);
        return schedule();
    }

    private boolean schedule() {
        return !get() && compareAndSet(false, true);
    }

    @Override
    public Object next() {
        return queue.poll();
    }

    /** Looks at the queue again after it has said that it sleeps; whoever adds does the reverse. */
    @Override
    public boolean rest() {
        set(false);
        return queue.isEmpty() || !schedule();
    }
}
