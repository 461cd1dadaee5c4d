package dev.sluice.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * An inbox with two lanes in front of it: urgent nodes, and bits that are OR-ed together. Both are seen before the next node
 * of the inbox, also in the middle of a batch.
 *
 * <p>Whoever puts something into a lane calls {@link #wake()} afterwards; the consumer, once it sleeps, looks at the lanes
 * again ({@link #isUrgent()}). One of the two sees the other: each writes its word before it reads the other's.
 */
public abstract class Lanes extends Inbox {
    private static final VarHandle URGENT;
    private static final VarHandle SIGNALS;
    private static final Node SHUT = new Shut();

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            URGENT = lookup.findVarHandle(Lanes.class, "urgent", Node.class);
            SIGNALS = lookup.findVarHandle(Lanes.class, "signals", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Node urgent;
    private volatile int signals;

    /** For subclasses. */
    protected Lanes() {}

    /** Adds an urgent node; any thread. False when the lane is shut: the caller keeps the node. */
    protected final boolean pushUrgent(Node node) {
        Node seen;
        do {
            seen = urgent;
            if (seen == SHUT) {
                return false;
            }
            node.next = seen;
        } while (!URGENT.compareAndSet(this, seen, node));
        return true;
    }

    /** Adds bits; any thread. */
    protected final void addSignals(int bits) {
        SIGNALS.getAndBitwiseOr(this, bits);
    }

    /** All bits since the last call; consumer only. */
    protected final int takeSignals() {
        return signals == 0 ? 0 : (int) SIGNALS.getAndSet(this, 0);
    }

    /** The oldest of all urgent nodes, with the later ones behind it ({@link #after}), or null; consumer only. */
    protected final Node takeUrgent() {
        Node seen = urgent;
        return seen == null || seen == SHUT ? null : reverse((Node) URGENT.getAndSet(this, null));
    }

    /** Refuses urgent nodes from now on, and gives the last ones; consumer only. */
    protected final Node shutUrgent() {
        Node seen = (Node) URGENT.getAndSet(this, SHUT);
        return seen == SHUT ? null : reverse(seen);
    }

    /** Unlinks a node from those behind it and gives the next one. */
    protected static Node after(Node node) {
        Node next = node.next;
        node.next = null;
        return next;
    }

    /** Whether a lane holds something; any thread. */
    protected final boolean isUrgent() {
        return signals != 0 || hasUrgent();
    }

    /** Whether there is an urgent node; any thread. */
    protected final boolean hasUrgent() {
        Node seen = urgent;
        return seen != null && seen != SHUT;
    }

    private static final class Shut extends Node {}
}
