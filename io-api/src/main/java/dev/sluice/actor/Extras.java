package dev.sluice.actor;

import java.util.ArrayList;
import java.util.List;

/** What only some cells need: made at the first use, so that an idle leaf of the tree doesn't pay for it. */
final class Extras {
    Cell<?> eldest;
    Cell<?> youngest;
    int holds;
    /** Why it stops, or has stopped. */
    Stop stop;
    int incarnation;
    RestartHistory history;
    /** Before the restart under way, in nanoseconds. */
    long pause;
    CellTimers<?> timers;
    private List<Ask<?>> asks;
    private int sweepAt = 16;

    void addChild(Cell<?> child) {
        child.elder = youngest;
        if (youngest == null) {
            eldest = child;
        } else {
            youngest.younger = child;
        }
        youngest = child;
    }

    void removeChild(Cell<?> child) {
        if (child.elder == null) {
            eldest = child.younger;
        } else {
            child.elder.younger = child.younger;
        }
        if (child.younger == null) {
            youngest = child.elder;
        } else {
            child.younger.elder = child.elder;
        }
        child.elder = null;
        child.younger = null;
    }

    /** A question that was handled, but not answered yet: it fails if this actor stops first. */
    void addAsk(Ask<?> ask) {
        if (asks == null) {
            asks = new ArrayList<>();
        }
        if (asks.size() >= sweepAt) {
            asks.removeIf(Ask::isOver);
            sweepAt = Math.max(16, 2 * asks.size());
        }
        asks.add(ask);
    }

    void failAsks() {
        if (asks != null) {
            asks.forEach(ask -> ask.fail(AskFailedException.Kind.STOPPED));
            asks = null;
        }
    }
}
