package dev.sluice.io;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;

/**
 * Makes the actor that handles one connection. It is spawned beside the connection, on the same loop, unless a spec says
 * otherwise; it is stopped after it has handled {@link Connection.Closed}; and if it stops before, the connection is closed when
 * what it had written is flushed.
 *
 * {@snippet :
 * Handler echo = (ctx, connection) -> event -> {
 *     if (event instanceof Received(var data)) {
 *         connection.tell(new Write(data));
 *     }
 * };
 * }
 */
@FunctionalInterface
public interface Handler {
    /**
     * Makes a handler; called again, for the same connection, if its spec restarts it.
     *
     * @param ctx the handler's context
     * @param connection where its commands go
     * @return the handler
     * @throws Exception aborts the connection, and is told to whoever bound or connected
     */
    Actor<Connection.Event> create(Context<Connection.Event> ctx, ActorRef<Connection.Command> connection)
        throws Exception;
}
