package dev.sluice.examples.echo;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeReading;
import dev.sluice.io.Connection.SuspendReading;
import dev.sluice.io.Connection.Write;

/**
 * Back-pressure by acks: each write says when the kernel has taken all of it, and while one is on its way, nothing more is read.
 *
 * <pre>
 *   Received ──► Write(data, ack), SuspendReading     the first that is on its way
 *   Received ──► Write(data, ack)                     was delivered before the connection saw SuspendReading
 *   Taken
 *   Taken ──► ResumeReading                           nothing is on its way any more
 * </pre>
 *
 * What is on its way is bounded: by the window, which is as much as can still be delivered after the first.
 */
public final class AckEcho implements Actor<Event> {
    /** The ack. It comes as an event of the handler's own, among the others. */
    private record Taken() implements Extension {}

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private int onTheirWay;

    /** Made for one connection. */
    public AckEcho(Context<Event> ctx, ActorRef<Command> connection) {
        this.ctx = ctx;
        this.connection = connection;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> write(data);
            case Taken() -> taken();
            default -> {} // a write fails only because the connection has ended, and then this actor is stopped
        }
    }

    private void write(ByteString data) {
        connection.tell(new Write(data, new Ack<>(ctx.self(), new Taken())));
        if (onTheirWay++ == 0) {
            connection.tell(new SuspendReading());
        }
    }

    private void taken() {
        if (--onTheirWay == 0) {
            connection.tell(new ResumeReading());
        }
    }
}
