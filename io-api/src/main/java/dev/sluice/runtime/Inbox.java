package dev.sluice.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A queue from many threads to one, which also knows whether its consumer sleeps and whether it is closed.
 *
 * <p>Producers push onto a stack by one compare-and-set; the consumer takes the whole stack at once and turns it round, so
 * that there is no moment in which a link is missing and nobody ever spins. The head is at the same time the consumer's
 * state:
 *
 * <pre>
 *            push: WAKE                    push: QUEUED
 *   ASLEEP ──────────────► chain of nodes ◄──────────── AWAKE (empty)
 *      ▲  ╲ wake()              │ poll() takes all        ▲   │ close()
 *      │   ╲───────────────────────────────────────────►  │   ▼
 *      └──────────────────── sleep() ─────────────────────┘  CLOSED
 * </pre>
 *
 * The producer that finds the consumer asleep is told so, exactly once: it is the one who wakes it. The sleep is published
 * by a compare-and-set on the very word that producers push to, so that no wake-up can be lost between the last look at the
 * queue and the sleep.
 *
 * <p>AWAKE is the inbox itself. With G1, a store from one old object to another costs a fence unless both lie in the same region, and
 * this word is written with each message.
 */
public class Inbox extends Node {
    /** What became of a node that was pushed. */
    public enum Push {
        /** The consumer is awake and will find it. */
        QUEUED,
        /** The consumer slept; the caller must wake it. */
        WAKE,
        /** The inbox is closed; the caller keeps the node. */
        CLOSED
    }

    /** So far a look from outside goes: {@link #depth}. */
    private static final int SEEN_AT_MOST = 4096;
    private static final VarHandle HEAD;
    private static final VarHandle TAKEN;
    private static final Node ASLEEP = null;
    private static final Node CLOSED = new Mark();

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Inbox.class, "head", Node.class);
            TAKEN = MethodHandles.lookup().findVarHandle(Inbox.class, "taken", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Node head;
    /** The newest of those that the consumer has taken, the end of a ring: the next of it is the oldest. */
    private Node last;
    /** How many there are in the ring; written by the consumer only. */
    private int taken;

    /** Makes an inbox whose consumer sleeps. */
    public Inbox() {}

    /** Adds a node; any thread. */
    public final Push push(Node node) {
        Node seen;
        do {
            seen = head;
            if (seen == CLOSED) {
                return Push.CLOSED;
            }
            node.next = seen == this ? null : seen;
        } while (!HEAD.compareAndSet(this, seen, node));
        return seen == ASLEEP ? Push.WAKE : Push.QUEUED;
    }

    /** Wakes the consumer without a node; any thread. True for the one caller who must then run it. */
    public final boolean wake() {
        return head == ASLEEP && HEAD.compareAndSet(this, ASLEEP, this);
    }

    /**
     * The next node in the order of arrival, or null; consumer only. One that came alone, as on a loop they mostly do, is not
     * kept in the field in between: storing a young node into an old inbox costs a fence with G1.
     */
    public final Node poll() {
        if (last == null) {
            Node newest = takeAll();
            if (newest == null || newest.next == null) {
                return newest;
            }
            append(newest);
        }
        return takeOldest();
    }

    /** An idle consumer keeps nothing alive: whoever is taken is unlinked, and the ring of one is no ring. */
    private Node takeOldest() {
        Node oldest = last.next;
        taken--;
        if (oldest == last) {
            last = null;
        } else {
            last.next = oldest.next;
        }
        oldest.next = null;
        return oldest;
    }

    /** Goes to sleep if nothing was pushed since the last look; consumer only. Nodes that it had absorbed stay with it. */
    public final boolean sleep() {
        return HEAD.compareAndSet(this, this, ASLEEP);
    }

    /** Takes everything that was pushed into the consumer's own list, so that it can sleep without handling it. */
    public final void absorb() {
        Node newest = takeAll();
        if (newest != null) {
            append(newest);
        }
    }

    /** The whole stack, newest first, or null. */
    private Node takeAll() {
        Node seen = head;
        return isMark(seen) ? null : (Node) HEAD.getAndSet(this, this);
    }

    /** Whether nothing waits; consumer only. */
    public final boolean isEmpty() {
        return last == null && isMark(head);
    }

    /** How many nodes wait; consumer only, awake. Walks along all of them. */
    public final int count() {
        absorb();
        int count = last == null ? 0 : 1;
        for (Node node = last; count > 0 && node.next != last; node = node.next) {
            count++;
        }
        return count;
    }

    /** Refuses all later pushes; what had come is still there to be polled. Consumer only, awake. */
    public final void close() {
        Node seen = (Node) HEAD.getAndSet(this, CLOSED);
        if (!isMark(seen)) {
            append(seen);
        }
    }

    /** Whether it was closed; any thread. */
    public final boolean isClosed() {
        return head == CLOSED;
    }

    /** Puts nodes before all others, first the oldest of them; consumer only. */
    public final void putBack(NodeQueue nodes) {
        taken += nodes.size();
        Node newest = nodes.last();
        Node oldest = nodes.takeAll();
        if (oldest == null) {
            return;
        }
        if (last == null) {
            last = newest;
        } else {
            newest.next = last.next;
        }
        last.next = oldest;
    }

    /**
     * How many nodes wait; any thread. A figure of one moment and not an exact one, because all goes on meanwhile; of those that the
     * consumer has not yet seen some thousands are counted at the most.
     */
    protected final int depth() {
        return Math.max(0, (int) TAKEN.getOpaque(this)) + unseen();
    }

    /**
     * What the consumer takes meanwhile may lead anywhere, also round in a ring, but only to other nodes: the walk is bounded, and
     * is not believed if it went astray.
     */
    private int unseen() {
        Node top = head;
        int count = 0;
        for (Node node = isMark(top) ? null : top; node != null && count < SEEN_AT_MOST; node = node.next) {
            count++;
        }
        return isMark(head) ? 0 : count;
    }

    private boolean isMark(Node node) {
        return node == this || node == CLOSED || node == ASLEEP;
    }

    private void append(Node newest) {
        Node oldest = reverseCounting(newest);
        if (last == null) {
            newest.next = oldest;
        } else {
            newest.next = last.next;
            last.next = oldest;
        }
        last = newest;
    }

    private Node reverseCounting(Node newest) {
        Node done = null;
        int count = 0;
        for (Node node = newest; node != null; count++) {
            Node older = node.next;
            node.next = done;
            done = node;
            node = older;
        }
        taken += count;
        return done;
    }

    static Node reverse(Node newest) {
        Node done = null;
        for (Node node = newest; node != null;) {
            Node older = node.next;
            node.next = done;
            done = node;
            node = older;
        }
        return done;
    }

    private static final class Mark extends Node {}
}
