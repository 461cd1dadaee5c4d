package dev.sluice.bench.memory;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerObserver;
import dev.sluice.transport.Report;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.testkit.MemoryListener;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** A transport over memory, on a loop of its own, whose connections all have handlers of one kind: servers, or clients. */
final class MemorySide implements Actor<MemorySide.Message> {
    sealed interface Message extends Shareable {
        record Listen(MemoryListener at) implements Message {}

        record Dial(MemoryListener to) implements Message {}

        record Reported(Report report) implements Message {}
    }

    private final Selectors<Message> selectors;
    private final Handlers handlers;
    private final Told told;

    private MemorySide(Context<Message> ctx, Loop loop, int limit, Handler handler, Consumer<Throwable> failed) {
        selectors = new Selectors<>(ctx, List.of(loop), limit, ReadyPoller::new, Message.Reported::new);
        handlers = Handlers.in(ctx, List.of(loop), Spec.named("handler"), handler);
        told = new Told(failed);
    }

    /**
     * Starts one.
     *
     * @param limit how many connections it may have
     * @param failed told on the loop of all that goes wrong
     */
    static ActorRef<Message> start(ActorSystem system, Loop loop, int limit, Handler handler,
        Consumer<Throwable> failed) {
        Spec spec = Spec.named(loop.roleName()).on(Dispatcher.of(loop));
        return system.spawn(Message.class, spec, ctx -> new MemorySide(ctx, loop, limit, handler, failed));
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Listen(var at) -> selectors.listen("memory", shared -> at, AcceptSettings.DEFAULT, origin(),
                told);
            case Message.Dial(var to) -> selectors.connect(to::connect, origin());
            case Message.Reported(var report) -> selectors.on(report);
        }
    }

    private StreamOrigin origin() {
        return StreamOrigin.observedBy(told).handlers(handlers);
    }

    /** Only of failures; that a connection is there, its handler knows. */
    private record Told(Consumer<Throwable> failure)
        implements ListenerObserver<StreamBind.Command>, StreamOrigin.Observer {
        @Override
        public void bound(ActorRef<StreamBind.Command> listener, SocketAddress local) {}

        @Override
        public void unbound(SocketAddress local, Exception cause) {}

        @Override
        public void paused(SocketAddress local, Exception cause) {
            failed(cause);
        }

        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {}

        @Override
        public void failed(Exception cause) {
            failure.accept(cause);
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
            failure.accept(cause);
        }
    }
}
