package dev.sluice.actor;

import dev.sluice.runtime.NodeQueue;
import java.util.Objects;

/** A stash of one instance: envelopes that go back to the front of the inbox, linked as they are. */
final class CellStash<M> implements Stash<M> {
    private final Cell<M> cell;
    private final int capacity;
    private final NodeQueue envelopes = new NodeQueue();
    private boolean over;

    CellStash(Cell<M> cell, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("capacity is not positive: " + capacity);
        }
        this.cell = cell;
        this.capacity = capacity;
    }

    @Override
    public void add(M message) {
        cell.requireInside();
        Objects.requireNonNull(message, "message");
        if (over) {
            throw new IllegalStateException("this stash of " + cell + " is an earlier instance's");
        }
        if (size() == capacity) {
            throw new StashFullException("a stash of " + cell + " holds " + capacity + " messages already");
        }
        envelopes.add(new Envelope(message, null));
    }

    @Override
    public void release() {
        cell.requireInside();
        cell.putBack(envelopes);
    }

    @Override
    public void clear() {
        cell.requireInside();
        for (Envelope envelope; (envelope = (Envelope) envelopes.poll()) != null;) {
            cell.drop(envelope, DeadLetter.Reason.CLEARED);
        }
    }

    @Override
    public int size() {
        cell.requireInside();
        return envelopes.size();
    }

    /** The instance has ended. What is in it goes to the next one, or is dropped with the mailbox. */
    void end() {
        over = true;
        cell.putBack(envelopes);
    }
}
