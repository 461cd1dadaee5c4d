package dev.sluice.examples.echo;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;

/**
 * Writes what it receives, and nothing else. The connection sees to it that a peer who doesn't read is not read from: it delivers
 * nothing while its queue of writes is above the high mark.
 */
public final class PushEcho implements Handler {
    @Override
    public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
        return event -> {
            if (event instanceof Received(var data)) {
                connection.tell(new Write(data));
            }
        };
    }
}
