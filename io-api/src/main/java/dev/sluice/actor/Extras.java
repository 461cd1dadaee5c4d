package dev.sluice.actor;

import dev.sluice.loop.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** What only some cells need: made at the first use, so that an idle leaf of the tree doesn't pay for it. */
final class Extras {
    // What is null stands for nothing.
    private Children children;
    Map<Cell<?>, Link> links;
    CellTimers<?> timers;
    IdleTimeout<?> idle;
    private List<CellStash<?>> stashes;
    private List<Ask<?>> asks;
    private int sweepAt = 16;
    Logger log;
    int handledOverflows;

    private Bonds bonds;
    private Restarts restarts;
    private Offloads offloads;

    // ---- stop ----
    /** Why it stops, or has stopped. */
    Stop stop;
    int holds;
    /** Of the step of the stop under way. */
    private Timer deadline;
    /** Nothing is waited for any more that can be done without. */
    boolean hurried;

    Children children() {
        if (children == null) {
            children = new Children();
        }
        return children;
    }

    boolean hasChildren() {
        return children != null && !children.isEmpty();
    }

    /** For what is to be put in. */
    Bonds bonds() {
        if (bonds == null) {
            bonds = new Bonds();
        }
        return bonds;
    }

    /** For a look. */
    Bonds bondsIfAny() {
        return bonds == null ? Bonds.NONE : bonds;
    }

    boolean hasRestarts() {
        return restarts != null;
    }

    Restarts restarts(Cell<?> cell) {
        if (restarts == null) {
            restarts = new Restarts(cell.number());
        }
        return restarts;
    }

    int incarnation() {
        return restarts == null ? 0 : restarts.incarnation;
    }

    /** The one before is of no interest any more. */
    void setDeadline(Timer next) {
        if (deadline != null) {
            deadline.cancel();
        }
        deadline = next;
    }

    // ---- what the instance has asked for ----

    void addStash(CellStash<?> stash) {
        if (stashes == null) {
            stashes = new ArrayList<>();
        }
        stashes.add(stash);
    }

    /** The oldest stash is put back last, and so goes first. */
    private void endStashes() {
        for (int i = stashes == null ? 0 : stashes.size(); i > 0; i--) {
            stashes.get(i - 1).end();
        }
        stashes = null;
    }

    void endIdle() {
        if (idle != null) {
            idle.end();
            idle = null;
        }
    }

    void endWhatTheInstanceAskedFor() {
        if (timers != null) {
            timers.cancelAll();
        }
        endIdle();
        endStashes();
    }

    /** A message was handled. */
    void handled(Delivery delivery) {
        if (idle != null && (delivery == null || delivery.origin() != Delivery.Origin.TIMER)) {
            idle.touched();
        }
    }

    Offloads offloads(Spec spec) {
        if (offloads == null) {
            offloads = new Offloads(spec.name() + "-offload", spec.offloads());
        }
        return offloads;
    }

    // ---- questions ----

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
