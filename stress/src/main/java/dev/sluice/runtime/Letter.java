package dev.sluice.runtime;

/** A node with a name. */
final class Letter extends Node {
    private final String name;

    Letter(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The names of all that is still there to be polled, one after the other. */
    static String pollAll(Inbox inbox) {
        StringBuilder names = new StringBuilder();
        for (Node node; (node = inbox.poll()) != null;) {
            names.append(node);
        }
        return names.toString();
    }

    /** The name of what was there, or nothing. */
    static String pollOne(Inbox inbox) {
        Node node = inbox.poll();
        return node == null ? "" : node.toString();
    }
}
