package dev.sluice.runtime;

/** A first-in, first-out queue of nodes for one thread; allocates nothing. */
public final class NodeQueue {
    private Node first;
    private Node last;

    public void add(Node node) {
        if (first == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
    }

    public Node poll() {
        Node node = first;
        if (node != null) {
            first = node.next;
            node.next = null;
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
        if (last == node) {
            last = before;
        }
    }

    public boolean isEmpty() {
        return first == null;
    }
}
