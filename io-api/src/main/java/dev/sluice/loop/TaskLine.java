package dev.sluice.loop;

import dev.sluice.runtime.Node;
import dev.sluice.runtime.NodeQueue;
import dev.sluice.runtime.TwoLevelQueue;
import java.util.function.Consumer;

/**
 * The tasks of a loop that are ready, and who runs next: those that go first, then the others in the order in which they came; but what
 * a task has woken runs right behind it if that was asked for. The loop's thread only.
 */
final class TaskLine {
    /** So many tasks run in one turn before sockets and timers are looked at again. */
    private static final int TASKS_PER_TURN = 1024;

    /** So many tasks run right behind the one that has woken them, before others have their turn. */
    private static final int WOKEN_IN_A_ROW = 4;

    private final Consumer<Runnable> runner;
    private final TwoLevelQueue ready = new TwoLevelQueue();
    /** What runs next, because whoever has woken it has asked for that. */
    private final NodeQueue next = new NodeQueue();
    private boolean wakesNext;
    private boolean isRunning;

    /** The runner runs a task, and throws nothing that the task has thrown. */
    TaskLine(Consumer<Runnable> runner) {
        this.runner = runner;
    }

    void add(Node task) {
        ready.add(task);
    }

    void addAhead(Node task) {
        ready.addAhead(task);
    }

    void addWoken(Node task) {
        if (wakesNext) {
            next.add(task);
        } else {
            ready.add(task);
        }
    }

    /** Where no task runs, nobody would look at what is to run next. */
    void wakeNext() {
        wakesNext = isRunning;
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Runs what is ready, for one turn. Gives how many tasks ran. */
    int run() {
        int ran = 0;
        isRunning = true;
        try {
            for (Node task; ran < TASKS_PER_TURN && (task = ready.poll()) != null; ran++) {
                runner.accept((Runnable) task);
                if (wakesNext) {
                    ran += runNext();
                }
            }
        } finally {
            isRunning = false;
        }
        return ran;
    }

    /** What goes beyond its number, or has to let others go first, stands behind all that wait. */
    private int runNext() {
        int ran = 0;
        while (ran < WOKEN_IN_A_ROW && !next.isEmpty() && !ready.hasAhead()) {
            runner.accept((Runnable) next.poll());
            ran++;
        }
        wakesNext = false;
        while (!next.isEmpty()) {
            ready.add(next.poll());
        }
        return ran;
    }
}
