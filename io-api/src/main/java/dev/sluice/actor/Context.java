package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;

/**
 * An actor's way to everything around it. Belongs to the actor: every method but {@link #self}, {@link #system}, {@code tracked},
 * {@link #signal} and {@link #loop} throws {@link IllegalStateException} when it is called from outside the actor's handling, for
 * example from a callback on another thread. What comes from outside comes through {@link #self}.
 *
 * @param <M> the actor's protocol
 */
public interface Context<M> extends Spawner {
    /**
     * This actor's own ref. Any thread.
     *
     * @return the ref, the same over restarts
     */
    ActorRef<M> self();

    /**
     * The system in which this actor lives. Any thread.
     *
     * @return the system
     */
    @Override
    ActorSystem system();

    /** Stops this actor after the message at hand. */
    void stop();

    /**
     * Stops a child after the message that it handles.
     *
     * @param child an actor spawned by this one
     * @throws IllegalArgumentException if it is no child of this actor
     */
    void stop(ActorRef<?> child);

    /**
     * Kills a child: it ends with {@link Stop.Killed} after the message that it handles, and if it is already stopping, without waiting
     * any longer. See {@link ActorSystem#kill}.
     *
     * @param child an actor spawned by this one
     * @throws IllegalArgumentException if it is no child of this actor
     */
    void kill(ActorRef<?> child);

    /**
     * The children that have not ended, also those that an earlier instance has spawned ({@link Spec#keepsChildren}).
     *
     * @return a copy, oldest first
     */
    List<ActorRef<?>> children();

    /**
     * What this actor needs before it runs: to be said in its factory.
     *
     * @return the same for one instance
     * @throws IllegalStateException if it is running already
     */
    Startup<M> startup();

    /**
     * Registers this actor under a key as soon as it is running. It is removed when it begins to stop; restarts change nothing.
     *
     * @param key what others look for: {@link Registry}, {@link Startup#discover}
     */
    void register(Key<? extends M> key);

    /**
     * Lets an actor go on which this one depended, and which waits for that with its stop. Does nothing if there is no such dependence.
     *
     * @param server on whom this actor depended: {@link Startup#dependOn}
     */
    void release(ActorRef<?> server);

    /**
     * Shares the fate of another actor, and the other way round: when one of the two ends abnormally, by whatever reason but {@link
     * Stop.Normal}, the other fails with a {@link LinkBrokenException}, and its {@link Spec#onFailure} decides. Linking two actors
     * again changes nothing. A restart of one of them ends the link, and is no failure of the other.
     *
     * @param other whom to link
     * @throws IllegalArgumentException if the ref is none of this library's actors, or this one's own
     */
    void link(ActorRef<?> other);

    /**
     * Like {@link #link(ActorRef)}, but the other's end, also a normal one, comes to this actor as a message instead of a failure.
     * The other still shares this one's fate.
     *
     * @param other whom to link
     * @param as makes a message of this actor's protocol; runs in this actor
     * @throws IllegalArgumentException if the ref is none of this library's actors, or this one's own
     */
    void link(ActorRef<?> other, Function<? super Terminated, ? extends M> as);

    /**
     * Ends a link: from here on this actor learns nothing more of the other, and whatever happens to it after this call is nothing to
     * the other. Does nothing if there is none.
     *
     * @param other who was linked
     */
    void unlink(ActorRef<?> other);

    /**
     * Asks to be told when another actor ends: exactly once, after everything that it had sent to this one; at once if it has
     * ended already. Watching it again only replaces the mapper. A restart of this actor ends its watches.
     *
     * <pre>{@code
     * ctx.watch(worker, Cmd.WorkerGone::new);               // record WorkerGone(Terminated how) implements Cmd
     * ctx.watch(worker, gone -> new Cmd.WorkerGone());
     * }</pre>
     *
     * @param other whom to watch; a view made by {@link ActorRef#accepting} stands for its actor
     * @param as makes a message of this actor's protocol; runs in this actor
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    void watch(ActorRef<?> other, Function<? super Terminated, ? extends M> as);

    /**
     * Ties this actor's life to another one's: when the other ends, this one fails with a {@link DeathPactException}.
     *
     * @param other on whom to depend
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    void watch(ActorRef<?> other);

    /**
     * Ends a watch: nothing of it is handled any more, even if it was queued already. Does nothing if there is none.
     *
     * @param other who was watched
     */
    void unwatch(ActorRef<?> other);

    /**
     * Asks another actor, and gets the answer as a message of this one's protocol. Exactly one comes: the first answer, or a
     * {@link Result.Failed} with an {@link AskFailedException} as soon as it is certain that none will. Later answers are dead
     * letters. Nothing comes after a restart of this actor.
     *
     * <p>The forms that infer, with {@code record Get(String key, ActorRef<Integer> replyTo)}:
     *
     * <pre>{@code
     * ctx.ask(store, (ActorRef<Integer> replyTo) -> new Get("k", replyTo), ofMillis(200), Cmd.Fetched::new);
     * ctx.<Get, Integer>ask(store, replyTo -> new Get("k", replyTo), ofMillis(200), result -> new Cmd.Fetched(result));
     * }</pre>
     *
     * @param to whom to ask
     * @param question makes the question, given where to answer
     * @param timeout how long to wait
     * @param as makes a message of this actor's protocol; runs in this actor
     * @param <Q> the other's protocol
     * @param <R> the answer
     */
    <Q, R> void ask(ActorRef<? super Q> to, Function<ActorRef<R>, ? extends Q> question, Duration timeout,
        Function<? super Result<R>, ? extends M> as);

    /**
     * Gets the outcome of a future as a message of this actor's protocol. Nothing comes after a restart of this actor.
     *
     * @param future what to wait for, without blocking
     * @param as makes a message; runs in this actor
     * @param <R> what the future gives
     */
    <R> void pipe(CompletionStage<? extends R> future, Function<? super Result<R>, ? extends M> as);

    /**
     * Runs blocking work on a virtual thread of its own, and gets the outcome as a message of this actor's protocol. So much at a time
     * as {@link Spec#offloadsAtMost} says; what is more waits, in its order. Nothing comes after a restart of this actor.
     *
     * @param work must not touch this actor's state
     * @param as makes a message; runs in this actor
     * @param <R> what the work gives
     */
    <R> void offload(Callable<? extends R> work, Function<? super Result<R>, ? extends M> as);

    /**
     * This actor's timers.
     *
     * @return the same each time
     */
    Timers<M> timers();

    /**
     * A logger that puts this actor's path into the MDC, under the key {@code actor}, for the time of each call; afterwards there is
     * what was there before. It may be kept, and used from any thread. It is named by the class that calls this method first, so that
     * there are as many loggers as classes and not as many as actors.
     *
     * @return the same each time, also after a restart
     */
    Logger log();

    /**
     * Sets what handles the messages from the next one on. Everything else, {@link Actor#stopping} above all, stays with the instance
     * that the factory has made; a restart makes an instance that handles its messages itself.
     *
     * <pre>{@code
     * ctx.become(this::opening);     // private void opening(Cmd message) { ... }
     * ctx.become(this);              // back again
     * }</pre>
     *
     * @param behaviour handles the next messages
     * @throws IllegalStateException in the factory, because there is no instance yet
     */
    void become(Actor<M> behaviour);

    /**
     * Makes room for messages that this actor wants to handle later.
     *
     * @param capacity how many
     * @return an empty stash
     * @throws IllegalArgumentException if capacity is not positive
     */
    Stash<M> stash(int capacity);

    /**
     * Sets a message that this actor gets when nobody has wanted anything of it for some time: once, and once more only after another
     * message has come. Its timers, and this message, are no such sign of life; the time runs from the end of a handling, and from
     * this call on. Replaces one set before. Ends with a restart.
     *
     * @param idle for how long; positive
     * @param message what it gets
     */
    void idle(Duration idle, M message);

    /** Ends the idle timeout: its message is not handled any more, even if it was queued already. Does nothing if there is none. */
    void noIdle();

    /**
     * Keeps this actor's end open: once it stops, and {@link Actor#stopping} has been called, it waits, taking signals but no
     * messages, until every hold is released or has run out. This is what makes "closed" mean "really closed".
     *
     * @param atMost how long it may take
     * @return lets the actor end
     */
    Hold holdStop(Duration atMost);

    /**
     * A way of sending to another actor by which the receiver says when it is done with a message: so that a handler which passes
     * its input on can take more only then.
     *
     * @param to whom to send
     * @param receipt called on the receiver's thread with each message, once {@link Actor#on} has returned or thrown, or the
     *        message has become a dead letter (then on any thread); must be quick, and must not throw
     * @param <N> what is sent
     * @return sends to that receiver
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    <N> Consumer<N> tracked(ActorRef<? super N> to, Consumer<? super N> receipt);

    /**
     * As {@link #tracked(ActorRef, Consumer)}, but what the receiver has not handled when it ends comes back instead of becoming a
     * dead letter: so that it can be sent elsewhere. A message whose handling failed does not come back. All that was sent before
     * has been handled or has come back when a watch tells of the end.
     *
     * @param to whom to send
     * @param receipt as above; not called with what comes back
     * @param returned called with each message that comes back, which is then the callee's to care for; on any thread, in no certain
     *        order; must be quick, and must not throw
     * @param <N> what is sent
     * @return sends to that receiver
     * @throws IllegalArgumentException if the ref is none of this library's actors
     */
    <N> Consumer<N> tracked(ActorRef<? super N> to, Consumer<? super N> receipt, Consumer<? super N> returned);

    /**
     * What drives this actor beside messages; it must be a {@link LoopActor} to take them. Raising is allowed from any thread.
     *
     * @return the same each time
     */
    Signal signal();

    /**
     * The loop on which this actor lives.
     *
     * @return the loop
     * @throws IllegalStateException if it lives on none
     */
    Loop loop();
}
