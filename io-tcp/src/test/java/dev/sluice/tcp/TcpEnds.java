package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;

/** A connection both of whose ends are ours; whatever comes to either is taken out by a test. */
final class TcpEnds implements AutoCloseable {
    /** Comes to the handler itself when a write of its own is through, so that its place among the events shows. */
    record Acked(String which) implements Connection.Extension {}

    /** One end. */
    record End(Tcp.Connected connected, Probe<Event> handler) {
        ActorRef<Connection.Command> connection() {
            return connected.connection();
        }

        void tell(Connection.Command command) {
            connection().tell(command);
        }

        void write(String text) {
            tell(new Connection.Write(ByteString.utf8(text)));
        }

        void writeAcked(ByteString data) {
            tell(new Connection.Write(data, new Connection.Ack<>(handler.ref(), new Acked("done"))));
        }

        String receive(int bytes) {
            ByteString all = ByteString.empty();
            while (all.length() < bytes) {
                all = all.concat(handler.expect(Received.class).data());
            }
            return all.decodeUtf8();
        }

        Reason closed() {
            return handler.expect(Closed.class).reason();
        }
    }

    final TcpFixture tcp = new TcpFixture();
    final Tcp.Bound bound;
    final End client;
    final End server;

    TcpEnds() {
        this(ConnectionSettings.DEFAULT, ConnectionSettings.DEFAULT);
    }

    TcpEnds(ConnectionSettings ofClient, ConnectionSettings ofServer) {
        this(ConnectSettings.DEFAULT.connection(ofClient), BindSettings.DEFAULT.connection(ofServer));
    }

    TcpEnds(ConnectSettings ofClient, BindSettings ofServer) {
        tcp.manager.tell(new Tcp.Bind(TcpFixture.ANY, tcp.binder.ref(), null, ofServer));
        bound = tcp.binder.expect(Tcp.Bound.class);
        Probe<Tcp.Event> connector = Probe.in(tcp.system);
        tcp.manager.tell(new Tcp.Connect(bound.local(), connector.ref(), null, ofClient));
        client = end(connector.expect(Tcp.Connected.class));
        server = end(tcp.binder.expect(Tcp.Connected.class));
    }

    /** When a write has come through, the handler is registered: neither a stop nor a kill can overtake that any more. */
    private End end(Tcp.Connected connected) {
        End end = new End(connected, tcp.register(connected));
        end.writeAcked(ByteString.empty());
        end.handler.expect(Acked.class);
        return end;
    }

    /** Each round a byte there and a byte back. */
    void pingPong(int rounds) {
        for (int i = 0; i < rounds; i++) {
            client.write("p");
            server.receive(1);
            server.write("q");
            client.receive(1);
        }
    }

    /** Both actors have ended, and neither handler was told anything more. */
    void expectOver() {
        tcp.system.stopped(client.connection()).join();
        tcp.system.stopped(server.connection()).join();
        client.handler.expectNothing();
        server.handler.expectNothing();
    }

    @Override
    public void close() {
        tcp.close();
    }
}
