package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a system: phase by phase, each within a deadline, all within a total one. Runs once. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(ActorSystem.class);

    /** What is to be done in a phase; an identity, so that it can be taken back. */
    private static final class Task {
        private final String name;
        private final Supplier<? extends CompletionStage<?>> work;
        private final CompletableFuture<Object> done = new CompletableFuture<>();

        Task(String name, Supplier<? extends CompletionStage<?>> work) {
            this.name = name;
            this.work = work;
        }
    }

    private final Scheduler scheduler;
    private final Duration perPhase;
    private final Duration total;
    private final Map<ShutdownPhase, List<Task>> tasks = new EnumMap<>(ShutdownPhase.class);
    private final List<String> overran = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final CompletableFuture<ShutdownReport> ended = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile ShutdownPhase reached;
    /** For the tasks and the report; nothing of the user's runs under it. */
    private final ReentrantLock lock = new ReentrantLock();
    private long deadline;

    Shutdown(Scheduler scheduler, Duration perPhase, Duration total) {
        this.scheduler = scheduler;
        this.perPhase = perPhase;
        this.total = total;
        for (ShutdownPhase phase : ShutdownPhase.values()) {
            tasks.put(phase, new ArrayList<>());
        }
    }

    CompletableFuture<ShutdownReport> ended() {
        return ended.copy();
    }

    boolean hasReached(ShutdownPhase phase) {
        ShutdownPhase now = reached;
        return now != null && now.compareTo(phase) >= 0;
    }

    Runnable add(ShutdownPhase phase, String name, Supplier<? extends CompletionStage<?>> work) {
        Task task = new Task(Objects.requireNonNull(name, "name"), Objects.requireNonNull(work, "work"));
        List<Task> ofPhase = tasks.get(Objects.requireNonNull(phase, "phase"));
        locked(() -> {
            if (begun.get()) {
                throw new IllegalStateException("the shutdown has begun, and can't take on " + name);
            }
            ofPhase.add(task);
        });
        return () -> locked(() -> ofPhase.remove(task));
    }

    /** True for the first call. */
    boolean begin() {
        if (!begun.compareAndSet(false, true)) {
            return false;
        }
        deadline = scheduler.nanoTime() + Scheduler.nanos(total);
        run(ShutdownPhase.STOP_ACCEPTING);
        return true;
    }

    private void run(ShutdownPhase phase) {
        List<Task> ofPhase = new ArrayList<>();
        locked(() -> ofPhase.addAll(tasks.get(phase)));
        reached = phase;
        LOG.debug("shutdown: {}", phase);
        AtomicBoolean over = new AtomicBoolean();
        ofPhase.forEach(task -> start(phase, task));
        // The threads are no help in ending themselves: that step bounds its own time.
        Timer timer = phase == ShutdownPhase.STOP_THREADS
            ? () -> {
            }
            : scheduler.schedule(patience(phase), () -> finish(phase, ofPhase, over));
        CompletableFuture.allOf(ofPhase.stream().map(task -> task.done).toArray(CompletableFuture[]::new))
            .thenRun(() -> {
                timer.cancel();
                finish(phase, ofPhase, over);
            });
    }

    /** An eighth of the whole time is left to each phase that still comes, whatever this one does. */
    private long patience(ShutdownPhase phase) {
        int later = ShutdownPhase.values().length - 1 - phase.ordinal();
        long left = deadline - scheduler.nanoTime() - Scheduler.nanos(total) / 8 * later;
        return Math.max(0, Math.min(Scheduler.nanos(perPhase), left));
    }

    private void start(ShutdownPhase phase, Task task) {
        CompletionStage<?> stage;
        try {
            stage = Objects.requireNonNull(task.work.get(), "gave no stage");
        } catch (Throwable e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                report(phase, task, failure);
            }
            task.done.complete(value);
        });
    }

    private void report(ShutdownPhase phase, Task task, Throwable failure) {
        Throwable cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
        LOG.error("shutdown: {}/{} failed", phase, task.name, cause);
        String what = phase + "/" + task.name;
        locked(() -> {
            if (cause instanceof TimeoutException) {
                overran.add(what);
            } else {
                failed.add(what + ": " + cause);
            }
        });
    }

    /** All is done, or the time is over; whichever comes first. */
    private void finish(ShutdownPhase phase, List<Task> ofPhase, AtomicBoolean over) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        ofPhase.stream().filter(task -> !task.done.isDone()).forEach(task -> {
            LOG.warn("shutdown: {}/{} is not done in time, and is left behind", phase, task.name);
            locked(() -> overran.add(phase + "/" + task.name));
        });
        if (phase == ShutdownPhase.STOP_THREADS) {
            ended.complete(new ShutdownReport(overran, failed));
        } else {
            run(ShutdownPhase.values()[phase.ordinal() + 1]);
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
