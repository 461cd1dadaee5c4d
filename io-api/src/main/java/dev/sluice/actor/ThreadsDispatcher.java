package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A line, and an executor of the JDK whose threads serve it. */
final class ThreadsDispatcher implements OwnDispatcher {
    private final String label;
    private final ExecutorService executor;
    private final BooleanSupplier current;
    private final Interrupts interrupts;
    private final Line line;
    private final Dispatcher first;

    private ThreadsDispatcher(String label, ExecutorService executor, BooleanSupplier current, Interrupts interrupts) {
        this.label = label;
        this.executor = executor;
        this.current = current;
        this.interrupts = interrupts;
        Consumer<Runnable> runner = interrupts == null ? Runnable::run : interrupts::run;
        line = new Line(executor, runner);
        first = new AheadDispatcher(this, line);
    }

    /** The label is for people, the prefix begins the names of the threads. */
    static OwnDispatcher of(String label, String prefix, Threads threads) {
        PlatformThreads platform = new PlatformThreads(prefix);
        return switch (threads) {
            case Threads.Stealing(int count) -> new PoolDispatcher(label, prefix, count);
            case Threads.Fixed(int count) -> new ThreadsDispatcher(label, fixed(count, platform), platform::isCurrent,
                null);
            case Threads.Elastic elastic -> new ThreadsDispatcher(label, elastic(elastic, platform),
                platform::isCurrent, null);
            case Threads.Pinned() -> new ThreadsDispatcher(label, fixed(1, platform), platform::isCurrent,
                new Interrupts());
            case Threads.Virtual() -> virtual(label, prefix);
        };
    }

    private static ThreadsDispatcher virtual(String label, String prefix) {
        Interrupts interrupts = new Interrupts();
        ExecutorService executor = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name(prefix + "-", 0).factory());
        return new ThreadsDispatcher(label, executor, interrupts::isCurrent, interrupts);
    }

    private static ExecutorService fixed(int count, PlatformThreads platform) {
        return new ThreadPoolExecutor(count, count, 0, TimeUnit.NANOSECONDS, new LinkedTransferQueue<>(), platform);
    }

    private static ExecutorService elastic(Threads.Elastic how, PlatformThreads platform) {
        return new ThreadPoolExecutor(how.min(), how.max(), Scheduler.nanos(how.idle()), TimeUnit.NANOSECONDS,
            new ToIdleOnly(), platform, ThreadsDispatcher::wait);
    }

    /** All threads are busy, and there may be no more; one of at least one will come to it. */
    private static void wait(Runnable ticket, ThreadPoolExecutor executor) {
        ((ToIdleOnly) executor.getQueue()).enqueue(ticket);
        if (executor.isShutdown() && executor.getQueue().remove(ticket)) {
            throw new RejectedExecutionException("the dispatcher is closed");
        }
    }

    /** Refuses what no idle thread waits for, because then the executor starts one if it may. */
    private static final class ToIdleOnly extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable ticket) {
            return tryTransfer(ticket);
        }

        void enqueue(Runnable ticket) {
            super.offer(ticket);
        }
    }

    @Override
    public void execute(Runnable activation) {
        line.execute(activation);
    }

    @Override
    public Dispatcher first() {
        return first;
    }

    @Override
    public boolean isCurrent() {
        return current.getAsBoolean();
    }

    /** Null if its threads must not be interrupted. */
    Interrupts interrupts() {
        return interrupts;
    }

    @Override
    public boolean close() {
        return PlatformThreads.close(executor);
    }

    @Override
    public String toString() {
        return label;
    }
}
