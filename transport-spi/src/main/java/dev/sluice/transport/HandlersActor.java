package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import java.util.HashMap;
import java.util.Map;

/** The parent of all handlers of one bind on one loop; and of the actors that are it on loops that nobody knew of. */
final class HandlersActor implements Actor<Handlers.Message> {
    private final Context<Handlers.Message> ctx;
    private final Spec spec;
    private final Handler handler;
    private final Map<Loop, ActorRef<Handlers.Message>> elsewhere = new HashMap<>();
    /** Handlers, and handlers actors. */
    private int attached;
    private boolean retired;

    HandlersActor(Context<Handlers.Message> ctx, Spec spec, Handler handler) {
        this.ctx = ctx;
        this.spec = spec;
        this.handler = handler;
    }

    static ActorRef<Handlers.Message> spawn(Context<?> parent, String name, Loop loop, Spec spec, Handler handler) {
        Spec place = Spec.named(name).on(Dispatcher.of(loop)).onFailure(failure -> Directive.ESCALATE);
        return parent.spawn(Handlers.Message.class, place, own -> new HandlersActor(own, spec, handler));
    }

    @Override
    public void on(Handlers.Message message) {
        switch (message) {
            case Handlers.Message.Attach(var connection, Loop loop) when loop != null -> attach(connection, loop);
            case Handlers.Message.Attach attach -> attach(attach.connection());
            case Handlers.Message.Detach(var child) -> detach(child);
            case Handlers.Message.Gone(Loop loop) -> gone(loop);
            case Handlers.Message.Retire() -> retire();
        }
        if (retired && attached == 0) {
            ctx.stop();
        }
    }

    private void attach(ActorRef<Connection.Command> connection) {
        attached++;
        ActorRef<Handlers.Message> self = ctx.self();
        ActorRef<Connection.Event> child = ctx.spawn(spec, own -> made(own, connection, self));
        connection.tell(new Attachment.Attached(self, child, false));
    }

    /**
     * The handler gets the connection when it is made, on its own thread: if it hands the connection over meanwhile, that comes before.
     */
    private Actor<Connection.Event> made(Context<Connection.Event> own, ActorRef<Connection.Command> connection,
        ActorRef<Handlers.Message> parent) throws Exception {
        Actor<Connection.Event> made = handler.create(own, connection);
        connection.tell(new Attachment.Attached(parent, own.self(), true));
        return made;
    }

    // ---- other loops ----

    private void attach(ActorRef<Connection.Command> connection, Loop loop) {
        elsewhere.computeIfAbsent(loop, this::spawnOn).tell(new Handlers.Message.Attach(connection, null));
    }

    private ActorRef<Handlers.Message> spawnOn(Loop loop) {
        attached++;
        ActorRef<Handlers.Message> other = spawn(ctx, "handlers on " + loop, loop, spec, handler);
        ctx.watch(other, how -> new Handlers.Message.Gone(loop));
        return other;
    }

    private void gone(Loop loop) {
        elsewhere.remove(loop);
        attached--;
    }

    private void retire() {
        retired = true;
        elsewhere.values().forEach(other -> other.tell(new Handlers.Message.Retire()));
    }

    private void detach(ActorRef<Connection.Event> child) {
        attached--;
        ctx.stop(child);
    }
}
