package dev.sluice.io;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;

/**
 * Makes the actor that handles one endpoint. It is spawned beside the endpoint, on the same loop, unless a spec says otherwise; it is
 * stopped after it has handled {@link Endpoint.Closed}; and if it stops before, the endpoint is closed when what it had sent is flushed.
 *
 * {@snippet :
 * EndpointHandler echo = (ctx, endpoint) -> event -> {
 *     if (event instanceof Received(var data, var sender)) {
 *         endpoint.tell(new Send(data, sender));
 *     }
 * };
 * }
 */
@FunctionalInterface
public interface EndpointHandler {
    /**
     * Makes a handler; called again, for the same endpoint, if its spec restarts it.
     *
     * @param ctx the handler's context
     * @param endpoint where its commands go
     * @return the handler
     * @throws Exception closes the endpoint, and is told to whoever bound or connected
     */
    Actor<Endpoint.Event> create(Context<Endpoint.Event> ctx, ActorRef<Endpoint.Command> endpoint) throws Exception;
}
