package dev.sluice.bench.echo.server;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.io.Handler;

/** The ways to echo. */
enum SluiceEcho {
    /** As in the README. */
    PLAIN(ConnectionSettings.DEFAULT) {
        @Override
        public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
            return event -> {
                if (event instanceof Received(var data)) {
                    connection.tell(new Write(data));
                }
            };
        }
    },
    /** An ack for each write, and nothing is read before it: the same exchange of messages as in {@link PekkoPullEcho}. */
    ACK(ConnectionSettings.DEFAULT.reading(Reading.PULL)) {
        @Override
        public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
            Ack<Event> ack = new Ack<>(ctx.self(), new Taken());
            connection.tell(new Pull(1));
            return event -> {
                switch (event) {
                    case Received(var data) -> connection.tell(new Write(data, ack));
                    case Taken() -> connection.tell(new Pull(1));
                    default -> {} // the connection ends, and so does this actor
                }
            };
        }
    },
    /** From the very buffer that was read into. */
    LEASED(ConnectionSettings.DEFAULT.leasesReads(true)) {
        @Override
        public Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection) {
            return event -> {
                switch (event) {
                    case Leased(var lease) -> connection.tell(new WriteLease(lease));
                    case Received(var data) -> connection.tell(new Write(data));
                    default -> {}
                }
            };
        }
    };

    private record Taken() implements Extension {}

    final ConnectionSettings settings;

    SluiceEcho(ConnectionSettings settings) {
        this.settings = settings;
    }

    /** The handler of one connection. */
    public abstract Actor<Event> create(Context<Event> ctx, ActorRef<Command> connection);

    Handler handler() {
        return this::create;
    }
}
