package dev.sluice.foreign;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.Loops;
import dev.sluice.transport.Place;
import dev.sluice.transport.Report;
import dev.sluice.transport.SelectorFigures;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamOrigin;
import java.net.SocketAddress;
import java.util.function.Supplier;

/** A transport beside TCP, whatever its channels and its poller are: the manager that an author would write. */
final class Side implements Actor<Side.Message> {
    sealed interface Message extends Shareable {
        record Listen(StreamBind.Opener opener, AcceptSettings accepting, Handlers handlers, ActorRef<Event> replyTo)
            implements Message {}

        record Dial(StreamOrigin.Opener opener, Handlers handlers, ActorRef<Event> replyTo) implements Message {}

        record Inspect(ActorRef<SelectorFigures> replyTo) implements Message {}

        record Reported(Report report) implements Message {}
    }

    sealed interface Event extends Shareable {
        record Bound(ActorRef<StreamBind.Command> bind) implements Event {}

        record Opened(ActorRef<Connection.Command> connection) implements Event {}

        record Failed(Throwable cause) implements Event {}

        record Paused(Exception cause) implements Event {}

        record Resumed() implements Event {}

        record Unbound(Exception cause) implements Event {}
    }

    private final Context<Message> ctx;
    private final Selectors<Message> selectors;

    private Side(Context<Message> ctx, Loops loops, int limit, Supplier<? extends ChannelPoller> poller) {
        this.ctx = ctx;
        this.selectors = new Selectors<>(ctx, loops.of(ctx.system()), limit, poller, Message.Reported::new);
    }

    static ActorRef<Message> start(ActorSystem system, Loops loops, int limit,
        Supplier<? extends ChannelPoller> poller) {
        Spec spec = Spec.named("side").on(Dispatcher.of(loops.of(system).get(0)));
        return system.service(Side.class, spec, ctx -> new Side(ctx, loops, limit, poller));
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Listen listen -> listen(listen);
            case Message.Dial dial -> dial(dial);
            case Message.Inspect(var replyTo) -> selectors.inspect(replyTo);
            case Message.Reported(var report) -> selectors.on(report);
        }
    }

    private void listen(Message.Listen listen) {
        StreamOrigin origin = StreamOrigin.observedBy(new Told(listen.replyTo())).handlers(listen.handlers());
        ctx.spawn(StreamBind.Command.class, Spec.named("bind"), own -> new StreamBind(own, selectors.placement(),
            "listener", listen.opener(), listen.accepting(), origin, new Told(listen.replyTo())));
    }

    private void dial(Message.Dial dial) {
        Told told = new Told(dial.replyTo());
        StreamOrigin origin = StreamOrigin.observedBy(told).handlers(dial.handlers());
        selectors.place(new Place<Connection.Command>("connection",
            (own, slots) -> new StreamConnection(own, slots, dial.opener(), origin), true, told::failed));
    }

    private record Told(ActorRef<Event> who)
        implements ListenerObserver<StreamBind.Command>, StreamOrigin.Observer {
        @Override
        public void bound(ActorRef<StreamBind.Command> bind, SocketAddress local) {
            who.tell(new Event.Bound(bind));
        }

        @Override
        public void failed(Exception cause) {
            who.tell(new Event.Failed(cause));
        }

        @Override
        public void paused(SocketAddress local, Exception cause) {
            who.tell(new Event.Paused(cause));
        }

        @Override
        public void resumed(SocketAddress local) {
            who.tell(new Event.Resumed());
        }

        @Override
        public void unbound(SocketAddress local, Exception cause) {
            who.tell(new Event.Unbound(cause));
        }

        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
            who.tell(new Event.Opened(connection));
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
            who.tell(new Event.Failed(cause));
        }
    }
}
