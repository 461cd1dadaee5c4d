package dev.sluice.actor;

import java.util.concurrent.CompletableFuture;

/** Somebody's wish to know when an actor is running, or will never be. */
final class RunningWatch extends SystemMessage {
    private final CompletableFuture<Void> running = new CompletableFuture<>();

    static CompletableFuture<Void> of(Cell<?> target) {
        RunningWatch watch = new RunningWatch();
        target.post(watch);
        return watch.running;
    }

    @Override
    void deliver(Cell<?> target) {
        if (target.isRunning()) {
            complete();
        } else {
            target.extras().bonds().add(this);
        }
    }

    void complete() {
        running.complete(null);
    }

    @Override
    void refused(Cell<?> target) {
        Stop reason = target.stopReason();
        running.completeExceptionally(new IllegalStateException(target + " has ended: " + reason, reason.cause()));
    }
}
