package dev.sluice.examples.echo;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeReading;
import dev.sluice.io.Connection.SuspendReading;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;

/**
 * Back-pressure by the marks of the write queue: what a connection with {@link ConnectionSettings#pausesReading()} does by itself,
 * done by the handler. Start here if something else shall happen too while a peer doesn't read.
 *
 * <p>What is still delivered between the high mark and the suspension is bounded by the window, and the queue's limit leaves room
 * for it.
 */
public final class SuspendingEcho implements Handler {
    @Override
    public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
        return event -> {
            switch (event) {
                case Received(var data) -> connection.tell(new Write(data));
                case Flow(var open) -> connection.tell(open ? new ResumeReading() : new SuspendReading());
                default -> {}
            }
        };
    }
}
