package dev.sluice.udp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointHandler;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Binds, connects or opens a sender for somebody who is no actor, and is the ancestor of the handlers. It ends when what it has opened
 * is closed and all handlers have ended; if it is ended before, all of that ends.
 *
 * @param <A> the event that answers
 */
final class EndpointSession<A extends Udp.Event> implements Actor<EndpointSession.Message> {
    /** What needs no handler. */
    static final EndpointHandler NOBODY = (ctx, endpoint) -> event -> {
    };

    /** What a session is told. */
    sealed interface Message extends Shareable {
        /** From the manager, the bind or the endpoint. */
        record Told(Udp.Event event) implements Message {}

        /** An attendant has a handler. */
        record Made() implements Message {}

        /** An attendant can't have one. */
        record NotMade(Exception cause) implements Message {}

        /** An attendant has ended. */
        record Gone() implements Message {}

        /** Nobody waits for the answer any more. */
        record Cancelled() implements Message {}
    }

    private final Context<Message> ctx;
    private final Spec spec;
    private final EndpointHandler handler;
    private final Class<A> answerType;
    private final CompletableFuture<A> future;
    private A answer;
    private int attendants;
    private int unmade;
    private boolean isClosed;
    private Exception failure;
    private Exception closedBy;

    private EndpointSession(Context<Message> ctx, Spec spec, EndpointHandler handler, Class<A> answerType,
        CompletableFuture<A> future) {
        this.ctx = ctx;
        this.spec = spec;
        this.handler = handler;
        this.answerType = answerType;
        this.future = future;
    }

    static <A extends Udp.Event> CompletableFuture<A> start(ActorSystem system, String name, Spec spec,
        EndpointHandler handler, Class<A> answer, Function<ActorRef<Udp.Event>, Udp.Command> command) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(handler, "handler");
        CompletableFuture<A> future = new CompletableFuture<>();
        try {
            ActorRef<Message> session = system.spawn(Spec.named(name), ctx -> {
                EndpointSession<A> own = new EndpointSession<>(ctx, spec, handler, answer, future);
                own.begin(command);
                return own;
            });
            endWhenCancelled(future, session);
            // Also one that is stopped before it is made, or can't be made.
            system.stopped(session).thenAccept(reason -> unanswered(future, reason));
        } catch (IllegalStateException terminated) {
            future.completeExceptionally(terminated);
        }
        return future;
    }

    /** What can't even be asked for, such as a bind without settings, fails the future too. */
    private void begin(Function<ActorRef<Udp.Event>, Udp.Command> command) {
        try {
            Udp.get(ctx.system()).tell(command.apply(ctx.self().accepting(Message.Told::new)));
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
            throw e;
        }
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
            case Message.Made() -> made();
            case Message.NotMade(var cause) -> notMade(cause);
            case Message.Gone() -> attendants--;
            case Message.Cancelled() -> ctx.stop();
        }
        if (isClosed && attendants == 0) {
            future.completeExceptionally(failure == null ? closedBy : failure);
            ctx.stop();
        }
    }

    private void told(Udp.Event event) {
        switch (event) {
            case Udp.Bound bound -> opened(bound, bound.endpoints());
            case Udp.Connected connected -> opened(connected, List.of(connected.endpoint()));
            case Udp.SenderOpened opened -> opened(opened, List.of());
            case Udp.Unbound(var local, var cause) -> closed(cause);
            case Udp.Disconnected(var endpoint, var remote, var cause) -> closed(cause);
            case Udp.SenderClosed(var endpoint, var cause) -> closed(cause);
            case Udp.CommandFailed(var command, var cause) -> closed(cause);
            case Udp.Inspected nobodyHasAsked -> {
            }
        }
    }

    private void opened(Udp.Event event, List<ActorRef<Endpoint.Command>> endpoints) {
        answer = answerType.cast(event);
        unmade = endpoints.size();
        endpoints.forEach(this::attend);
        answerIfReady();
    }

    private void attend(ActorRef<Endpoint.Command> endpoint) {
        try {
            ActorRef<Attendant.Message> attendant = ctx.spawn(Attendant.spec(endpoint),
                own -> new Attendant(own, endpoint, spec, handler, ctx.self()));
            ctx.watch(attendant, gone -> new Message.Gone());
            attendants++;
        } catch (IllegalArgumentException ended) {
            failure = new IOException("it had ended before it got a handler", ended);
        }
    }

    private void made() {
        unmade--;
        answerIfReady();
    }

    /** Who cancels has no say any more. */
    private void answerIfReady() {
        if (unmade == 0 && !future.complete(answer)) {
            ctx.stop();
        }
    }

    /** The future fails when all is closed. */
    private void notMade(Exception cause) {
        failure = failure == null ? cause : failure;
        switch (answer) {
            case Udp.Bound bound -> bound.bind().tell(new Udp.Unbind());
            case Udp.Connected connected -> connected.endpoint().tell(new Endpoint.Close());
            default -> throw new IllegalStateException("it has no handler: " + answer);
        }
    }

    /** Why a handler could not be made may be told a little later. */
    private void closed(Exception cause) {
        isClosed = true;
        closedBy = cause == null ? new IOException("it was closed before its handler was made") : cause;
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
