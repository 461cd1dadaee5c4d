package dev.sluice.pattern;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Spawner;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs functions one after the other, in the order of submission, and gives their results. Each submission has an end: the
 * result, the exception that the function threw, or a {@link RejectedExecutionException} if the worker stopped before it ran, or had
 * no room for it. All methods may be called from any thread.
 *
 * <pre>{@code
 * Worker worker = Worker.spawn(system, Spec.named("worker"));
 * CompletableFuture<Integer> sum = worker.submit(() -> 40 + 2);
 * worker.close().join();      // what was submitted is done
 * sum.join();                 // never waits now
 * }</pre>
 *
 * <p>Functions run where the spec says; those that block belong on a dispatcher whose threads may block.
 */
public final class Worker {
    private final Spawner spawner;
    private final ActorRef<Task<?>> ref;

    private Worker(Spawner spawner, ActorRef<Task<?>> ref) {
        this.spawner = spawner;
        this.ref = ref;
    }

    /**
     * Spawns a worker.
     *
     * @param spawner the system, or the actor whose child it becomes
     * @param spec its policy; a function that throws is no failure of the worker, unless it throws an {@link OutOfMemoryError} or
     *        {@link InternalError}
     * @return the worker
     * @throws IllegalStateException if the spawner has stopped
     */
    public static Worker spawn(Spawner spawner, Spec spec) {
        Objects.requireNonNull(spawner, "spawner");
        return new Worker(spawner, spawner.spawn(spec, ctx -> Task::run));
    }

    /**
     * Submits a function.
     *
     * @param work called once on the worker's thread, or not at all
     * @param <T> what it gives
     * @return completes before the worker's end, on its thread or, if it has stopped, on the submitter's; if it is cancelled
     *         before its turn, the function is not run
     */
    public <T> CompletableFuture<T> submit(Callable<? extends T> work) {
        Task<T> task = new Task<>(Objects.requireNonNull(work, "work"), new CompletableFuture<>(), ref);
        ref.tell(task);
        return task.future;
    }

    /**
     * Stops the worker once it has run what was submitted before; what is submitted later is rejected.
     *
     * @return completes with the reason once it has ended
     */
    public CompletableFuture<Stop> close() {
        return spawner.system().drain(ref);
    }

    /**
     * The actor: for watching it, stopping it at once, or killing it.
     *
     * @return its ref
     */
    public ActorRef<?> ref() {
        return ref;
    }

    @Override
    public String toString() {
        return "Worker[" + ref + "]";
    }

    /** Silent, because the future tells of its loss. */
    private record Task<T>(Callable<? extends T> work, CompletableFuture<T> future, ActorRef<?> worker)
        implements Owned, DeadLetter.Silent {
        void run() {
            if (future.isDone()) {
                return; // cancelled
            }
            T value;
            try {
                value = work.call();
            } catch (OutOfMemoryError | InternalError e) {
                future.completeExceptionally(e);
                throw e; // not the function's alone: the system's policy decides
            } catch (Throwable e) {
                future.completeExceptionally(e);
                return;
            }
            future.complete(value);
        }

        @Override
        public void discard() {
            future.completeExceptionally(new RejectedExecutionException(
                worker + " has not run this: it has stopped, or its mailbox was full"));
        }
    }
}
