package dev.sluice.tcp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.io.Handler;
import dev.sluice.transport.Handlers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Binds or connects for somebody who is no actor, and is the parent of the handlers. It ends when its listener or connection has
 * ended and all handlers with it; if it is ended before, by a failure that was escalated for example, all of that ends.
 *
 * @param <E> what answers its command
 */
final class Session<E extends Tcp.Event> implements Actor<Session.Message> {
    sealed interface Message extends Shareable {
        /** From the manager, the listener or the connection. */
        record Told(Tcp.Event event) implements Message {}

        /** Nothing will come any more that needs a new handler. */
        record Over() implements Message {}

        /** All handlers on one loop have ended. */
        record HandlersEnded() implements Message {}

        /** Nobody waits for the answer any more. */
        record Cancelled() implements Message {}
    }

    private final Context<Message> ctx;
    private final Handlers handlers;
    private final Class<E> answer;
    private final CompletableFuture<E> future;
    private int left;

    private Session(Context<Message> ctx, Handlers handlers, Class<E> answer, CompletableFuture<E> future) {
        this.ctx = ctx;
        this.handlers = handlers;
        this.answer = answer;
        this.future = future;
    }

    static <E extends Tcp.Event> CompletableFuture<E> start(ActorSystem system, String name, Spec spec, Handler handler,
        Class<E> answer, BiFunction<ActorRef<Tcp.Event>, Handlers, Tcp.Command> command) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(handler, "handler");
        CompletableFuture<E> future = new CompletableFuture<>();
        try {
            ActorRef<Tcp.Command> manager = Tcp.get(system);
            ActorRef<Message> session = system.spawn(Message.class, Spec.named(name), ctx -> {
                Handlers handlers = Handlers.in(ctx, spec, handler);
                manager.tell(command.apply(ctx.self().accepting(Message.Told::new), handlers));
                return new Session<>(ctx, handlers, answer, future);
            });
            endWhenCancelled(future, session);
        } catch (IllegalStateException terminated) {
            future.completeExceptionally(terminated);
        }
        return future;
    }

    private static void endWhenCancelled(CompletableFuture<?> future, ActorRef<Message> session) {
        future.whenComplete((value, failure) -> {
            if (future.isCancelled()) {
                session.tell(new Message.Cancelled());
            }
        });
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Told(var event) -> told(event);
            case Message.Over() -> left = handlers.retire(ctx, gone -> new Message.HandlersEnded());
            case Message.HandlersEnded() -> {
                if (--left == 0) {
                    ctx.stop();
                }
            }
            case Message.Cancelled() -> ctx.stop();
        }
    }

    private void told(Tcp.Event event) {
        switch (event) {
            case Tcp.Bound bound -> {
                ctx.watch(bound.listener(), gone -> new Message.Over());
                answer(bound);
            }
            case Tcp.Connected connected -> {
                ctx.watch(connected.connection(), gone -> new Message.Over());
                answer(connected);
            }
            case Tcp.CommandFailed(var command, var cause) -> {
                future.completeExceptionally(cause);
                ctx.stop();
            }
            // Its connections may live on; the runtime and the listener have logged the others.
            case Tcp.Unbound unbound -> {
            }
            case Tcp.HandlerFailed failed -> {
            }
            case Tcp.AcceptPaused paused -> {
            }
            case Tcp.AcceptResumed resumed -> {
            }
            case Tcp.Inspected inspected -> {
            }
        }
    }

    private void answer(Tcp.Event event) {
        if (!future.complete(answer.cast(event))) {
            ctx.stop();
        }
    }

    @Override
    public void stopping(Stop reason) {
        future.completeExceptionally(new IllegalStateException("stopped before there was an answer: " + reason));
    }
}
