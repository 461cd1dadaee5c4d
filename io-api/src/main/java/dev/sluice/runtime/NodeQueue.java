package dev.sluice.runtime;

/**
 * A first-in, first-out queue of nodes for one thread; allocates nothing. It points to one node only, because with G1 a store into an
 * old object costs a fence.
 */
public final class NodeQueue {
    /** The newest, the end of a ring: the next of it is the oldest. */
    private Node last;
    private int size;

    public void add(Node node) {
        if (last == null) {
            node.next = node;
        } else {
            node.next = last.next;
            last.next = node;
        }
        last = node;
        size++;
    }

    public Node poll() {
        return last == null ? null : unlinkAfter(last);
    }

    /** Takes a node out wherever it stands, which takes as long as the queue is. False if it isn't in. */
    public boolean remove(Node node) {
        Node before = last;
        for (int i = 0; i < size; i++) {
            if (before.next == node) {
                unlinkAfter(before);
                return true;
            }
            before = before.next;
        }
        return false;
    }

    private Node unlinkAfter(Node before) {
        Node node = before.next;
        if (size == 1) {
            last = null;
        } else {
            before.next = node.next;
            if (last == node) {
                last = before;
            }
        }
        node.next = null;
        size--;
        return node;
    }

    public boolean isEmpty() {
        return last == null;
    }

    public int size() {
        return size;
    }

    /** The newest, or null. */
    Node last() {
        return last;
    }

    /** The oldest with the others behind it, in a ring, or null; the queue is then empty. */
    Node takeAll() {
        Node all = last == null ? null : last.next;
        last = null;
        size = 0;
        return all;
    }
}
