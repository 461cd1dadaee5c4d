package dev.sluice.bench.churn;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import java.util.function.Consumer;

/** Sends a message, waits for its echo, and ends the connection if that is its part. */
final class ClientSide implements Actor<Event> {
    static final int MESSAGE_BYTES = 64;
    /** So much that the server can't have read it all when it closes. */
    private static final int EARLY_BYTES = 256 << 10;

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private final Kind kind;
    private final Consumer<String> ended;
    private int received;

    ClientSide(Context<Event> ctx, ActorRef<Command> connection, Kind kind, Consumer<String> ended) {
        this.ctx = ctx;
        this.connection = connection;
        this.kind = kind;
        this.ended = ended;
        connection.tell(new Write(message()));
    }

    private ByteString message() {
        byte[] message = new byte[kind == Kind.SERVER_CLOSES_EARLY ? EARLY_BYTES : MESSAGE_BYTES];
        message[0] = (byte) kind.ordinal();
        return ByteString.copyOf(message);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> {
                received += data.length();
                if (received == MESSAGE_BYTES) {
                    end();
                }
            }
            case Closed(var reason) -> {
                ended.accept(Outcomes.of(reason));
                ctx.stop();
            }
            default -> {}
        }
    }

    private void end() {
        switch (kind) {
            case CLIENT_CLOSES -> connection.tell(new Close());
            case CLIENT_CONFIRMS -> connection.tell(new ConfirmedClose());
            case CLIENT_ABORTS -> connection.tell(new Abort());
            case CLIENT_DIES -> {
                ended.accept(Kind.DIED);
                ctx.stop();
            }
            default -> {} // the server's part
        }
    }
}
