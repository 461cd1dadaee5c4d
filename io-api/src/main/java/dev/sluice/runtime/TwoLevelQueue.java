package dev.sluice.runtime;

/**
 * A queue of nodes for one thread in which some stand ahead of the others; each level is first in, first out, and nothing is
 * allocated.
 *
 * <p>Nobody waits for ever: after {@link #AHEAD_IN_A_ROW} that stood ahead, the oldest of the others has its turn.
 */
public final class TwoLevelQueue {
    /** How often those ahead are taken before one of the others is. */
    public static final int AHEAD_IN_A_ROW = 16;

    private final NodeQueue ahead = new NodeQueue();
    private final NodeQueue others = new NodeQueue();
    /** How many of those ahead were taken since one of the others had its turn for that reason. */
    private int row;

    public void add(Node node) {
        others.add(node);
    }

    public void addAhead(Node node) {
        ahead.add(node);
    }

    /** The next one, or null. */
    public Node poll() {
        return ahead.isEmpty() ? others.poll() : pollBoth();
    }

    private Node pollBoth() {
        if (row < AHEAD_IN_A_ROW || others.isEmpty()) {
            row = Math.min(row + 1, AHEAD_IN_A_ROW);
            return ahead.poll();
        }
        row = 0;
        return others.poll();
    }

    /** The oldest of those ahead, or null. */
    public Node pollAhead() {
        return ahead.poll();
    }

    /** Takes a node out wherever it stands, which takes as long as the queue is. False if it isn't in. */
    public boolean remove(Node node) {
        return ahead.remove(node) || others.remove(node);
    }

    public boolean hasAhead() {
        return !ahead.isEmpty();
    }

    public boolean isEmpty() {
        return ahead.isEmpty() && others.isEmpty();
    }
}
