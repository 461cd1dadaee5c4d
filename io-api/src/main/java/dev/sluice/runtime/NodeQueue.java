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

    public boolean isEmpty() {
        return first == null;
    }
}
