package dev.sluice.pattern;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spawner;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Scatter-gather: asks many actors the same, and makes one result of the answers that come in time. Immutable; each method gives a
 * copy, and each run is an actor of its own that lives until the result is there, so that the failure of one touches no other.
 *
 * <p>A run is over when enough have answered, when all have answered or stopped, or when the time is over, whichever comes first; it
 * gives what it has then. A target that has stopped, or does so before it answers, counts as having nothing, at once; one whose mailbox
 * has lost the question does so at the timeout. Only the first
 * answer of each target counts. Those that come after the end are dead letters.
 *
 * <p>The forms that infer, with {@code record Search(String words, ActorRef<Hit> replyTo) implements Node} and {@code
 * record Cancel() implements Node}:
 *
 * <pre>{@code
 * // from inside: record Found(Result<Gathered<List<Hit>>> result) implements Cmd
 * Gather.<Node, Hit>from(nodes, replyTo -> new Search("words", replyTo), ofMillis(200))     // or thenTell takes no Cancel
 *     .first(3)
 *     .thenTell(new Cancel())
 *     .run(ctx, Cmd.Found::new);
 *
 * // from outside
 * Gathered<Integer> sum = Gather.from(nodes, (ActorRef<Hit> replyTo) -> new Search("words", replyTo), ofMillis(200))
 *     .reduce(0, (total, hit) -> total + hit.score())
 *     .run(system)
 *     .join();
 * }</pre>
 *
 * @param <Q> the targets' protocol
 * @param <R> an answer
 * @param <A> what is made of the answers
 */
public final class Gather<Q, R, A> {
    private static final Spec SPEC = Spec.named("gather");

    final List<ActorRef<Q>> targets;
    final Function<ActorRef<R>, ? extends Q> request;
    final Duration timeout;
    final Collector<? super R, ?, A> collector;
    final int enough;
    /** Null if the rest is left in peace. */
    final Q last;

    private Gather(List<ActorRef<Q>> targets, Function<ActorRef<R>, ? extends Q> request, Duration timeout,
        Collector<? super R, ?, A> collector, int enough, Q last) {
        this.targets = targets;
        this.request = request;
        this.timeout = timeout;
        this.collector = collector;
        this.enough = enough;
        this.last = last;
    }

    /**
     * A gather that waits for all, and gives a list of their answers in the order of arrival.
     *
     * @param targets whom to ask; copied
     * @param request makes the question, given where to answer; called in the run's actor, once for each target
     * @param timeout how long a run may take
     * @param <Q> the targets' protocol
     * @param <R> an answer
     * @return a description; nothing is asked yet
     */
    public static <Q, R> Gather<Q, R, List<R>> from(Collection<? extends ActorRef<? super Q>> targets,
        Function<ActorRef<R>, ? extends Q> request, Duration timeout) {
        List<ActorRef<Q>> copy = targets.stream().map(Inside::<Q>narrowed).toList();
        return new Gather<>(copy, Objects.requireNonNull(request, "request"),
            Objects.requireNonNull(timeout, "timeout"), Collectors.toUnmodifiableList(), copy.size(), null);
    }

    /**
     * Sets how many answers are enough; a run ends with the last of them.
     *
     * @param answers at least 1
     * @return a copy
     */
    public Gather<Q, R, A> first(int answers) {
        if (answers < 1) {
            throw new IllegalArgumentException("answers is less than 1: " + answers);
        }
        return new Gather<>(targets, request, timeout, collector, answers, last);
    }

    /**
     * Sets what is told at the end of a run to the targets that have neither answered nor stopped: so that they stop working on it.
     *
     * @param cancel the message
     * @return a copy
     */
    public Gather<Q, R, A> thenTell(Q cancel) {
        return new Gather<>(targets, request, timeout, collector, enough, Objects.requireNonNull(cancel, "cancel"));
    }

    /**
     * Sets what is made of the answers.
     *
     * @param identity what is made of none; must not be changed by {@code f}, because all runs begin with it
     * @param f from what there is and one more answer; called in the run's actor, in the order of arrival
     * @param <B> what is made of the answers
     * @return a copy
     */
    public <B> Gather<Q, R, B> reduce(B identity, BiFunction<? super B, ? super R, ? extends B> f) {
        Objects.requireNonNull(f, "f");
        return collect(Collector.of(() -> new Box<B>(identity), (box, answer) -> box.value = f.apply(box.value, answer),
            Gather::<Box<B>>never, box -> box.value));
    }

    private static final class Box<B> {
        B value;

        Box(B value) {
            this.value = value;
        }
    }

    private static <B> B never(B one, B other) {
        throw new IllegalStateException("a run has one actor");
    }

    /**
     * Sets what is made of the answers.
     *
     * @param into is given the answers in the order of arrival, in the run's actor; its combiner is not used
     * @param <B> what is made of the answers
     * @return a copy
     */
    public <B> Gather<Q, R, B> collect(Collector<? super R, ?, B> into) {
        return new Gather<>(targets, request, timeout, Objects.requireNonNull(into, "into"), enough, last);
    }

    /**
     * Runs it from outside. Cancelling the future ends the run.
     *
     * @param spawner where the run's actor is spawned
     * @return completes with the result; exceptionally if the request or the function for the answers throws, or with a {@link
     *         CancellationException} if the run's actor is stopped by somebody, such as by its parent's end
     * @throws IllegalStateException if the spawner has stopped
     */
    public CompletableFuture<Gathered<A>> run(Spawner spawner) {
        CompletableFuture<Gathered<A>> result = new CompletableFuture<>();
        ActorRef<?> run = spawner.spawn(SPEC, ctx -> GatherRun.begin(Inside.context(ctx), this, result));
        spawner.system().stopped(run).thenAccept(reason -> result.completeExceptionally(failure(reason)));
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                spawner.system().stop(run);
            }
        });
        return result;
    }

    private static Throwable failure(Stop reason) {
        return switch (reason) {
            case Stop.Failed(var cause) -> cause;
            case Stop.StartFailed(var cause) -> cause;
            default -> new CancellationException("the gather was stopped: " + reason);
        };
    }

    /**
     * Runs it from inside of an actor, as its child, and gives the result as a message of its protocol; {@link Result.Failed} as
     * {@link #run(Spawner)} says. Nothing comes after a restart of this actor, which ends the run.
     *
     * @param ctx the actor
     * @param as makes a message of its protocol; runs in that actor
     * @param <M> its protocol
     */
    public <M> void run(Context<M> ctx, Function<? super Result<Gathered<A>>, ? extends M> as) {
        ctx.pipe(run((Spawner) ctx), Objects.requireNonNull(as, "as"));
    }
}
