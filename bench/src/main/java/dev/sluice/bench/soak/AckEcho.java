package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeReading;
import dev.sluice.io.Connection.SuspendReading;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;

/** An echo that reads nothing more while the kernel has not taken its answers. */
final class AckEcho implements Handler {
    private record Taken() implements Extension {}

    @Override
    public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
        return new Actor<>() {
            private int onTheirWay;

            @Override
            public void on(Event event) {
                if (event instanceof Received(var data)) {
                    connection.tell(new Write(data, new Ack<>(ctx.self(), new Taken())));
                    if (onTheirWay++ == 0) {
                        connection.tell(new SuspendReading());
                    }
                } else if (event instanceof Taken && --onTheirWay == 0) {
                    connection.tell(new ResumeReading());
                }
            }
        };
    }
}
