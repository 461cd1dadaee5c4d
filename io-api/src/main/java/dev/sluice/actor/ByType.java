package dev.sluice.actor;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.Queue;

/** A queue that takes only messages of one type. */
final class ByType extends AbstractQueue<Mailbox.Waiting> {
    private final Class<?> type;
    private final Queue<Mailbox.Waiting> queue;

    ByType(Class<?> type, Queue<Mailbox.Waiting> queue) {
        this.type = type;
        this.queue = queue;
    }

    @Override
    public boolean offer(Mailbox.Waiting waiting) {
        return type.isInstance(waiting.message()) && queue.offer(waiting);
    }

    @Override
    public Mailbox.Waiting poll() {
        return queue.poll();
    }

    @Override
    public Mailbox.Waiting peek() {
        return queue.peek();
    }

    @Override
    public boolean remove(Object waiting) {
        return queue.remove(waiting);
    }

    @Override
    public Iterator<Mailbox.Waiting> iterator() {
        return queue.iterator();
    }

    @Override
    public int size() {
        return queue.size();
    }
}
