package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Binds or connects for somebody who is no actor, and is the parent of the handlers: what stands behind a transport's methods that
 * answer with a future. It ends when its listener or connection has
 * ended and all handlers with it; if it is ended before, by a failure that was escalated for example, all of that ends.
 *
 * {@snippet :
 * static CompletableFuture<Bound> bind(ActorSystem system, Path path, Handler handler) {
 *     return Session.start(system, "bind", system.loops(), Spec.named("handler"), handler,
 *         (ActorRef<Event> replyTo, Handlers handlers) -> get(system).tell(new Bind(path, replyTo, handlers)),
 *         event -> switch (event) {
 *             case Bound bound -> new Session.Opened<>(bound, bound.listener());
 *             case CommandFailed(var command, var cause) -> new Session.Failed<>(cause);
 *             case Unbound unbound -> new Session.Other<>();
 *         });
 * }
 * }
 *
 * @param <E> the transport's events
 * @param <A> the one of them that answers
 */
public final class Session<E, A> implements Actor<Session.Message<E>> {
    /**
     * What an event of the transport means to a session.
     *
     * @param <A> the event that answers
     */
    public sealed interface Meaning<A> {}

    /**
     * The answer.
     *
     * @param answer completes the future
     * @param channel the listener or connection; the session's work is done when it has ended
     * @param <A> the event that answers
     */
    public record Opened<A>(A answer, ActorRef<?> channel) implements Meaning<A> {
        /** Checks the fields. */
        public Opened {
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(channel, "channel");
        }
    }

    /**
     * There will be no answer.
     *
     * @param cause fails the future
     * @param <A> the event that answers
     */
    public record Failed<A>(Throwable cause) implements Meaning<A> {}

    /**
     * Nothing: connections may live on, and others have logged it.
     *
     * @param <A> the event that answers
     */
    public record Other<A>() implements Meaning<A> {}

    /**
     * What a session is told, only by those around it.
     *
     * @param <E> the transport's events
     */
    public sealed interface Message<E> extends Shareable permits Told, Over, HandlersEnded, Cancelled {}

    /** From the manager, the listener or the connection. */
    private record Told<E>(E event) implements Message<E> {}

    /** Nothing will come any more that needs a new handler. */
    private record Over<E>() implements Message<E> {}

    /** All handlers on one loop have ended. */
    private record HandlersEnded<E>() implements Message<E> {}

    /** Nobody waits for the answer any more. */
    private record Cancelled<E>() implements Message<E> {}

    private final Context<Message<E>> ctx;
    private final Handlers handlers;
    private final Function<? super E, ? extends Meaning<A>> meaning;
    private final CompletableFuture<A> future;
    private int left;

    private Session(Context<Message<E>> ctx, Handlers handlers, Function<? super E, ? extends Meaning<A>> meaning,
        CompletableFuture<A> future) {
        this.ctx = ctx;
        this.handlers = handlers;
        this.meaning = meaning;
        this.future = future;
    }

    /**
     * Starts a session. Any thread.
     *
     * @param system where it lives
     * @param name its label
     * @param loops the transport's
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their connections
     * @param handler makes the handlers
     * @param begin tells the transport's manager to bind or connect, with the session as the one that is told, and its handlers;
     *        what it throws fails the future
     * @param meaning tells what an event means
     * @param <E> the transport's events
     * @param <A> the one of them that answers
     * @return completes with the answer; fails with the cause. Cancelling it ends the session, and with it what it has opened
     */
    public static <E, A> CompletableFuture<A> start(ActorSystem system, String name, List<Loop> loops,
        Spec spec, Handler handler, BiConsumer<? super ActorRef<E>, ? super Handlers> begin,
        Function<? super E, ? extends Meaning<A>> meaning) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(handler, "handler");
        CompletableFuture<A> future = new CompletableFuture<>();
        try {
            ActorRef<Message<E>> session = system.spawn(Spec.named(name), ctx -> {
                Session<E, A> own = new Session<>(ctx, Handlers.in(ctx, loops, spec, handler), meaning, future);
                own.begin(begin);
                return own;
            });
            endWhenCancelled(future, session);
            // Also one that never lives, or whose factory fails.
            system.stopped(session).thenAccept(reason -> unanswered(future, reason));
        } catch (IllegalStateException terminated) {
            future.completeExceptionally(terminated);
        }
        return future;
    }

    /** What can't even be asked for, such as a transport of which there are two, fails the future too. */
    private void begin(BiConsumer<? super ActorRef<E>, ? super Handlers> begin) {
        try {
            begin.accept(ctx.self().accepting(Told::new), handlers);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
            throw e;
        }
    }

    private static <E> void endWhenCancelled(CompletableFuture<?> future, ActorRef<Message<E>> session) {
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                session.tell(new Cancelled<>());
            }
        });
    }

    @Override
    public void on(Message<E> message) {
        switch (message) {
            case Told<E>(var event) -> told(meaning.apply(event));
            case Over<E>() -> left = handlers.retire(ctx, gone -> new HandlersEnded<>());
            case HandlersEnded<E>() -> {
                if (--left == 0) {
                    ctx.stop();
                }
            }
            case Cancelled<E>() -> ctx.stop();
        }
    }

    private void told(Meaning<A> meant) {
        switch (meant) {
            case Opened<A>(var answer, var channel) -> {
                ctx.watch(channel, gone -> new Over<>());
                if (!future.complete(answer)) {
                    ctx.stop();
                }
            }
            case Failed<A>(var cause) -> {
                future.completeExceptionally(cause);
                ctx.stop();
            }
            case Other<A>() -> {
            }
        }
    }

    @Override
    public void stopping(Stop reason) {
        unanswered(future, reason);
    }

    private static void unanswered(CompletableFuture<?> future, Stop reason) {
        if (!future.isDone()) {
            future.completeExceptionally(new IllegalStateException("stopped before there was an answer: " + reason));
        }
    }
}
