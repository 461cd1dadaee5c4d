package dev.sluice.udp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointHandler;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The parent of one endpoint's handler, beside the endpoint; it ends with the handler. */
final class Attendant implements Actor<Attendant.Message> {
    /** What it is told. */
    sealed interface Message extends Shareable {
        /** The endpoint has ended: its last event is in the handler's mailbox. */
        record EndpointGone() implements Message {}

        /** The handler has ended. */
        record HandlerGone(Terminated how) implements Message {}
    }

    private final Context<Message> ctx;
    private final ActorRef<Endpoint.Command> endpoint;
    private final EndpointHandler handler;
    private final ActorRef<EndpointSession.Message> session;
    private final AtomicBoolean isRegistered = new AtomicBoolean();
    private final ActorRef<Endpoint.Event> child;

    Attendant(Context<Message> ctx, ActorRef<Endpoint.Command> endpoint, Spec spec, EndpointHandler handler,
        ActorRef<EndpointSession.Message> session) {
        this.ctx = ctx;
        this.endpoint = endpoint;
        this.handler = handler;
        this.session = session;
        this.child = ctx.spawn(spec, this::made);
        ctx.watch(child, Message.HandlerGone::new);
        ctx.watch(endpoint, gone -> new Message.EndpointGone());
    }

    /** @throws IllegalArgumentException if the endpoint has ended */
    static Spec spec(ActorRef<Endpoint.Command> endpoint) {
        return Spec.named("attendant").beside(endpoint).onFailure(Directive.ESCALATE);
    }

    /** On the handler's own thread. It registers before it is made, so that it can hand the endpoint over while it is made. */
    private Actor<Endpoint.Event> made(Context<Endpoint.Event> own) throws Exception {
        boolean isFirst = isRegistered.compareAndSet(false, true);
        if (isFirst) {
            endpoint.tell(new Endpoint.Register(own.self()));
        }
        Actor<Endpoint.Event> made = handler.create(own, endpoint);
        if (isFirst) {
            session.tell(new EndpointSession.Message.Made());
        }
        return made;
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.EndpointGone() -> ctx.system().drain(child);
            case Message.HandlerGone(var how) -> gone(how.reason());
        }
    }

    private void gone(Stop reason) {
        switch (reason) {
            case Stop.StartFailed(var cause) -> notMade(cause);
            // Its threads are gone, for example: nobody will register any more.
            case Stop.Failed failed when !isRegistered.get() -> notMade(failed.cause());
            case Stop.Killed killed when !isRegistered.get() -> notMade(
                new IOException("the handler was killed before it was made"));
            default -> {
            }
        }
        ctx.stop();
    }

    private void notMade(Throwable cause) {
        session.tell(new EndpointSession.Message.NotMade(Sockets.exception(cause)));
    }
}
