package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an actor has acquired for its start, and gives back at its end: the last first, one after the other, within a deadline. */
final class Acquired {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Runnable NOBODY = () -> {
    };

    private final Cell<?> cell;
    private final Deque<Requirement> requirements = new ArrayDeque<>();
    private Runnable then = NOBODY;
    /** Of the one that is on its way out, and is waited for; or null. */
    private CompletionStage<?> leaving;
    private Timer deadline;
    /** Which deadline it is: one of an earlier round means nothing. */
    private int round;

    Acquired(Cell<?> cell) {
        this.cell = cell;
    }

    void add(Requirement requirement) {
        requirements.push(requirement);
    }

    /** One that is not needed any more, ahead of the others. */
    void release(Requirement requirement) {
        if (requirements.remove(requirement)) {
            releasing(requirement);
        }
    }

    Deque<Requirement> all() {
        return requirements;
    }

    /** Gives all back, and then goes on; if that is under way already, it goes on there. */
    void releaseAll(Runnable goOn) {
        then = goOn;
        if (leaving != null) {
            return;
        }
        startDeadline();
        releaseNext();
    }

    private void startDeadline() {
        Duration within = cell.spec.stopDeadline() == null ? WITHIN : cell.spec.stopDeadline();
        int current = ++round;
        deadline = cell.scheduler().schedule(Scheduler.nanos(within), () -> cell.later(() -> overdue(current)));
    }

    private void releaseNext() {
        while (!requirements.isEmpty()) {
            CompletionStage<?> stage = releasing(requirements.pop());
            if (!stage.toCompletableFuture().isDone()) {
                leaving = stage;
                stage.whenComplete((value, failure) -> cell.later(() -> released(stage)));
                return;
            }
        }
        finish();
    }

    private void released(CompletionStage<?> stage) {
        if (leaving == stage) {
            leaving = null;
            releaseNext();
        }
    }

    private CompletionStage<?> releasing(Requirement requirement) {
        try {
            return Objects.requireNonNull(requirement.release(), "it gave no stage")
                .exceptionally(failure -> notReleased(requirement, failure));
        } catch (Throwable e) {
            return CompletableFuture.completedStage(notReleased(requirement, e));
        }
    }

    private <T> T notReleased(Requirement requirement, Throwable failure) {
        LOG.error("{} failed to release {}", cell, requirement, failure);
        return null;
    }

    private void overdue(int which) {
        if (which == round && then != NOBODY) {
            LOG.warn("what {} had required was not released in time; it goes on without waiting", cell);
            leaving = null;
            cutShort();
            finish();
        }
    }

    /** What is left is still told to close, but nobody waits for it. */
    void cutShort() {
        while (!requirements.isEmpty()) {
            releasing(requirements.pop());
        }
    }

    private void finish() {
        if (deadline != null) {
            deadline.cancel();
        }
        Runnable next = then;
        then = NOBODY;
        next.run();
    }
}
