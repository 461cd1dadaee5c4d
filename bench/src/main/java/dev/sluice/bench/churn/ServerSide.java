package dev.sluice.bench.churn;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;

/** Echoes, and ends the connection if that is its part. The first byte that it gets says which kind it is. */
final class ServerSide implements Actor<Event> {
    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private final Outcomes outcomes;
    private Kind kind;
    private int echoed;

    ServerSide(Context<Event> ctx, ActorRef<Command> connection, Outcomes outcomes) {
        this.ctx = ctx;
        this.connection = connection;
        this.outcomes = outcomes;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received received -> received(received);
            case Closed(var reason) -> outcomes.add(kind, Outcomes.of(reason));
            default -> {}
        }
    }

    private void received(Received received) {
        boolean isFirst = kind == null;
        if (isFirst) {
            kind = Kind.of(received.data().byteAt(0));
        }
        connection.tell(new Write(received.data()));
        echoed += received.data().length();
        if (kind == Kind.SERVER_CLOSES_EARLY ? isFirst : echoed == ClientSide.MESSAGE_BYTES) {
            end();
        }
    }

    private void end() {
        switch (kind) {
            case SERVER_CLOSES, SERVER_CLOSES_EARLY -> connection.tell(new Close());
            case SERVER_CONFIRMS -> connection.tell(new ConfirmedClose());
            case SERVER_ABORTS -> connection.tell(new Abort());
            case SERVER_DIES -> {
                outcomes.add(kind, Kind.DIED);
                ctx.stop();
            }
            default -> {} // the client's part
        }
    }
}
