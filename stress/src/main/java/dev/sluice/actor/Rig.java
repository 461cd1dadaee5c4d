package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.util.Objects;

/**
 * What the cells under test stand on. They run on the thread that wakes them, at once: so each of the threads of a test may
 * become the one that runs a cell, and when all of them are done, whatever was sent has been handled, unless it was lost.
 *
 * <p>The cells have no parent, because a parent that all runs share would order what is to race. One system serves a whole JVM.
 */
final class Rig {
    private static final Clock CLOCK = new Clock();
    static final LocalSystem SYSTEM = new LocalSystem(
        Settings.named("stress").loops(1).poolThreads(1).dispatcher(Runnable::run).scheduler(CLOCK));
    private static final Home HOME = new Home(SYSTEM, Runnable::run, null, null);

    private Rig() {}

    /** A cell that has started, and sleeps. */
    static <M> Cell<M> cell(ActorFactory<M> factory) {
        Cell<M> cell = new Cell<>(HOME, null, Spec.named("cell"), factory);
        cell.scheduleIfAsleep();
        return cell;
    }

    /** A cell that does nothing with what it is told. */
    static Cell<Object> idle() {
        return cell(ctx -> message -> {
        });
    }

    static void stop(Cell<?> cell) {
        cell.post(new SystemMessage.StopRequest());
    }

    /** What the calling thread has given to the scheduler last. */
    static Runnable deadline() {
        return Objects.requireNonNull(CLOCK.last.get());
    }

    /** Fires nothing: it keeps the last task of each thread, which the test fires when it likes. */
    private static final class Clock implements Scheduler {
        private final ThreadLocal<Runnable> last = new ThreadLocal<>();

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            last.set(task);
            return () -> {
            };
        }
    }
}
