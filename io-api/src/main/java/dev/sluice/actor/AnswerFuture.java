package dev.sluice.actor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer for those outside; nobody can wait for it, or for what is made of it, on a thread that actors share. */
final class AnswerFuture<R> extends CompletableFuture<R> {
    private final LocalSystem system;

    AnswerFuture(LocalSystem system) {
        this.system = system;
    }

    private void requireWaiting() {
        if (!isDone()) {
            system.threads().requireWaitable();
        }
    }

    @Override
    public R join() {
        requireWaiting();
        return super.join();
    }

    @Override
    public R get() throws InterruptedException, ExecutionException {
        requireWaiting();
        return super.get();
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requireWaiting();
        return super.get(timeout, unit);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AnswerFuture<>(system);
    }
}
