package dev.sluice.runtime;

/** A first-in, first-out queue of nodes for one thread; allocates nothing. */
public final class NodeQueue {
    private Node first;
    private Node last;
    private int size;

    public void add(Node node) {
        if (first == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
        size++;
    }

    public Node poll() {
        Node node = first;
        if (node != null) {
            first = node.next;
            node.next = null;
            size--;
            if (first == null) {
                last = null;
            }
        }
        return node;
    }

    /** Takes a node out wherever it stands, which takes as long as the queue is. False if it isn't in. */
    public boolean remove(Node node) {
        if (node == first && node != null) {
            poll();
            return true;
        }
        Node before = first;
        while (before != null && before.next != node) {
            before = before.next;
        }
        if (before == null || node == null) {
            return false;
        }
        unlinkAfter(before, node);
        return true;
    }

    private void unlinkAfter(Node before, Node node) {
        before.next = node.next;
        node.next = null;
        size--;
        if (last == node) {
            last = before;
        }
    }

    public boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return size;
    }

    /** The newest, or null. */
    Node last() {
        return last;
    }

    /** The oldest with the others behind it, or null; the queue is then empty. */
    Node takeAll() {
        Node all = first;
        first = null;
        last = null;
        size = 0;
        return all;
    }
}
