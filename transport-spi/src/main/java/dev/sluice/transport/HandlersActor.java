package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;

/** The parent of all handlers of one bind on one loop. */
final class HandlersActor implements Actor<Handlers.Message> {
    private final Context<Handlers.Message> ctx;
    private final Spec spec;
    private final Handler handler;
    private int attached;
    private boolean retired;

    HandlersActor(Context<Handlers.Message> ctx, Spec spec, Handler handler) {
        this.ctx = ctx;
        this.spec = spec;
        this.handler = handler;
    }

    @Override
    public void on(Handlers.Message message) {
        switch (message) {
            case Handlers.Message.Attach(var connection) -> attach(connection);
            case Handlers.Message.Detach(var child) -> detach(child);
            case Handlers.Message.Retire() -> retired = true;
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

    private void detach(ActorRef<Connection.Event> child) {
        attached--;
        ctx.stop(child);
    }
}
