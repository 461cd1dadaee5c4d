package dev.sluice.runtime;

/** A link that stands in at most one queue at a time. */
public abstract class Node {
    Node next;

    /** For subclasses. */
    protected Node() {}
}
