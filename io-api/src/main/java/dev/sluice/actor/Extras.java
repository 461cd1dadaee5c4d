package dev.sluice.actor;

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
    private Offloads offloads;
    IdleTimeout<?> idle;
    private List<CellStash<?>> stashes;
    private List<Ask<?>> asks;
    private int sweepAt = 16;
    Logger log;

    // ---- start ----
    /** Of the instance that is there, or being made. */
    StartupPlan<?> startup;
    private Acquired acquired;
    private List<RunningWatch> runningWatches;
    private List<Dependency> dependents;

    // ---- restart ----
    int incarnation;
    RestartHistory history;
    /** Before the restart under way, in nanoseconds. */
    long pause;
    /** The pause is over, and the zone has not yet given leave to go on. */
    boolean paused;
    boolean awaitsChildren;
    /** In which this cell is one of those who are restarted. */
    ZoneRestart zone;
    /** Which this cell leads as the parent. */
    ZoneRestart zoneRestart;

    // ---- stop ----
    /** Why it stops, or has stopped. */
    Stop stop;
    int holds;
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

    Acquired acquired(Cell<?> cell) {
        if (acquired == null) {
            acquired = new Acquired(cell);
        }
        return acquired;
    }

    /** What was acquired is given back, and then it goes on. */
    void giveBack(Runnable then) {
        if (acquired == null) {
            then.run();
        } else {
            acquired.releaseAll(then);
        }
    }

    void cutShort() {
        if (acquired != null) {
            acquired.cutShort();
        }
    }

    /** It is running, or it won't with this instance. */
    void endStartup() {
        if (startup != null) {
            startup.end();
            startup = null;
        }
    }

    // ---- who waits for it, and who depends on it ----

    void addRunningWatch(RunningWatch watch) {
        if (runningWatches == null) {
            runningWatches = new ArrayList<>();
        }
        runningWatches.add(watch);
    }

    List<RunningWatch> takeRunningWatches() {
        List<RunningWatch> taken = runningWatches == null ? List.of() : runningWatches;
        runningWatches = null;
        return taken;
    }

    List<Dependency> dependents() {
        return dependents == null ? List.of() : dependents;
    }

    void addDependent(Dependency dependency) {
        if (dependents == null) {
            dependents = new ArrayList<>();
        }
        dependents.add(dependency);
    }

    void removeDependent(Dependency dependency) {
        if (dependents != null) {
            dependents.remove(dependency);
        }
    }

    // ---- blocking work ----

    Offloads offloads(Spec spec) {
        if (offloads == null) {
            offloads = new Offloads(spec.name() + "-offload", spec.mostOffloads());
        }
        return offloads;
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
