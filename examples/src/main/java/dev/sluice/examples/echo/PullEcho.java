package dev.sluice.examples.echo;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;

/**
 * Back-pressure by asking: nothing is delivered until it is pulled, and the next is pulled when the kernel has taken the answer to
 * the last. Needs a connection with {@link ConnectionSettings.Reading#PULL}.
 */
public final class PullEcho implements Actor<Event> {
    /** The ack. It comes as an event of the handler's own, among the others. */
    private record Taken() implements Extension {}

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;

    /** Made for one connection, and pulls its first bytes. */
    public PullEcho(Context<Event> ctx, ActorRef<Command> connection) {
        this.ctx = ctx;
        this.connection = connection;
        connection.tell(new Pull(1));
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> connection.tell(new Write(data, new Ack<>(ctx.self(), new Taken())));
            case Taken() -> connection.tell(new Pull(1));
            default -> {} // a write fails only because the connection has ended, and then this actor is stopped
        }
    }
}
