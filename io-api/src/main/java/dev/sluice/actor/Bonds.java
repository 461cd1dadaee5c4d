package dev.sluice.actor;

import java.util.ArrayList;
import java.util.List;

/** What an actor needs before it runs, and who needs it to run. In the cell's turns only; what is null stands for nothing. */
final class Bonds {
    /** Of those who have none; nothing is ever put in. */
    static final Bonds NONE = new Bonds();

    /** Of the instance that is there, or being made. */
    private StartupPlan<?> startup;
    private Acquired acquired;
    private List<RunningWatch> runningWatches;
    private List<Dependency> dependents;

    // ---- what it needs ----

    StartupPlan<?> startup() {
        return startup;
    }

    void begin(StartupPlan<?> plan) {
        startup = plan;
    }

    boolean isWaiting() {
        return startup != null && startup.isWaiting();
    }

    /** It is running, or it won't with this instance. */
    void endStartup() {
        if (startup != null) {
            startup.end();
            startup = null;
        }
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

    // ---- who needs it ----

    void add(RunningWatch watch) {
        if (runningWatches == null) {
            runningWatches = new ArrayList<>();
        }
        runningWatches.add(watch);
    }

    List<RunningWatch> takeRunningWatches() {
        List<RunningWatch> taken = runningWatches == null ? List.of() : runningWatches;
        if (runningWatches != null) {
            runningWatches = null;
        }
        return taken;
    }

    List<Dependency> dependents() {
        return dependents == null ? List.of() : dependents;
    }

    void add(Dependency dependent) {
        if (dependents == null) {
            dependents = new ArrayList<>();
        }
        dependents.add(dependent);
    }

    void remove(Dependency dependent) {
        if (dependents != null) {
            dependents.remove(dependent);
        }
    }
}
