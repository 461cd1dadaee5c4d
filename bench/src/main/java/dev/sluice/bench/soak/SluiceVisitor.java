package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** With Sluice's client, so that this side of it is soaked as well. */
final class SluiceVisitor implements Visitor {
    private static final int PATIENCE_SECONDS = 20;

    private final ActorSystem system;
    private final Faults faults;

    SluiceVisitor(ActorSystem system, Faults faults) {
        this.system = system;
        this.faults = faults;
    }

    @Override
    public void visit(InetSocketAddress server, Way way, long stream, int bytes) throws Exception {
        CompletableFuture<Reason> ended = new CompletableFuture<>();
        Tcp.connect(system, server, (ctx, connection) -> new Visit(connection, way, stream, bytes, ended))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Reason reason = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!isRight(way, reason)) {
            throw new IOException(way + " has ended wrongly: " + reason);
        }
    }

    private static boolean isRight(Way way, Reason reason) {
        return switch (way) {
            case EXCHANGE -> reason instanceof Reason.ByClose;
            case HALF_CLOSE -> reason instanceof Reason.ByConfirmedClose;
            case RESET -> reason instanceof Reason.ByAbort;
        };
    }

    private final class Visit implements Actor<Event> {
        private final ActorRef<Command> connection;
        private final Way way;
        private final long stream;
        private final int bytes;
        private final CompletableFuture<Reason> ended;
        private int received;

        Visit(ActorRef<Command> connection, Way way, long stream, int bytes, CompletableFuture<Reason> ended) {
            this.connection = connection;
            this.way = way;
            this.stream = stream;
            this.bytes = bytes;
            this.ended = ended;
            connection.tell(new Write(Pattern.piece(stream, 0, bytes)));
            if (way == Way.HALF_CLOSE) {
                connection.tell(new ConfirmedClose());
            }
        }

        @Override
        public void on(Event event) {
            switch (event) {
                case Received(var data) -> received(data);
                case Closed(var reason) -> closed(reason);
                default -> {}
            }
        }

        private void received(ByteString data) {
            if (!Pattern.matches(data, stream, received)) {
                faults.add("wrong bytes", "Sluice visitor, after " + received);
            }
            received += data.length();
            if (way == Way.RESET) {
                connection.tell(new Abort());
            } else if (way == Way.EXCHANGE && received == bytes) {
                connection.tell(new Close());
            }
        }

        private void closed(Reason reason) {
            if (way != Way.RESET && received != bytes) {
                faults.add("wrong bytes", "Sluice visitor, " + received + " came back of " + bytes);
            }
            ended.complete(reason);
        }
    }
}
