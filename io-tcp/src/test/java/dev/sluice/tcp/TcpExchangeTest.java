package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two of our own talk to each other: what the ancestor promised of that, by its numbers. */
class TcpExchangeTest {
    private final TcpFixture tcp = new TcpFixture();
    /** Nobody is told of the marks: they are above all that is written here. */
    private final ConnectSettings settings = ConnectSettings.DEFAULT
        .connection(ConnectionSettings.DEFAULT.marks(0, 1 << 20));

    @AfterEach
    void close() {
        tcp.close();
    }

    /** One end, with a probe for what it is told. */
    private record End(Tcp.Connected connected, Probe<Connection.Event> handler, Probe<String> writer) {
        void write(ByteString data) {
            connected.connection().tell(new Write(data, new Ack<>(writer.ref(), "taken")));
        }

        ByteString received(int length) {
            ByteString all = ByteString.empty();
            while (all.length() < length) {
                all = all.concat(handler.expect(Received.class).data());
            }
            return all;
        }
    }

    private End end(Tcp.Connected connected) {
        Probe<String> writer = Probe.<String>in(tcp.system).watch(connected.connection());
        return new End(connected, tcp.register(connected), writer);
    }

    private End client(Tcp.Bound bound, SocketOptions options) {
        Probe<Tcp.Event> connector = Probe.in(tcp.system);
        tcp.manager.tell(
            new Tcp.Connect(bound.local(), connector.ref(), null, settings.options(options)));
        return end(connector.expect(Tcp.Connected.class));
    }

    private End server() {
        return end(tcp.binder.expect(Tcp.Connected.class));
    }

    private static void close(End closer, End other) {
        closer.connected().connection().tell(new Close());
        closer.handler().expect(new Closed(new Reason.ByClose()));
        other.handler().expect(new Closed(new Reason.ByPeer()));
        closer.writer().expectTerminated(closer.connected().connection());
        other.writer().expectTerminated(other.connected().connection());
    }

    @Test
    void b43_requestAndResponseAreAckedToTheirWriters() {
        End client = client(tcp.bind(), SocketOptions.NO_DELAY);
        End server = server();

        client.write(ByteString.utf8("Captain on the bridge!"));
        client.writer().expect("taken");
        assertEquals(ByteString.utf8("Captain on the bridge!"), server.received(22));
        server.write(ByteString.utf8("For the king!"));
        server.writer().expect("taken");
        assertEquals(ByteString.utf8("For the king!"), client.received(13));

        close(server, client);
    }

    @Test
    void b44_aHundredRoundsWithoutAcks() {
        End client = client(tcp.bind(), SocketOptions.NO_DELAY);
        End server = server();

        for (int i = 0; i < 100; i++) {
            ByteString ball = ByteString.copyOf(new byte[] {(byte) i});
            client.connected().connection().tell(new Write(ball));
            assertEquals(ball, server.received(1));
            server.connected().connection().tell(new Write(ball));
            assertEquals(ball, client.received(1));
        }

        client.handler().expectNothing();
        server.handler().expectNothing();
    }

    @Test
    void b45_muchThroughSmallBuffers() {
        SocketOptions small = SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_RCVBUF, 1024)
            .with(StandardSocketOptions.SO_SNDBUF, 1024);
        tcp.manager.tell(new Tcp.Bind(ANY, tcp.binder.ref(), null,
            BindSettings.DEFAULT.options(SocketOptions.NONE.with(StandardSocketOptions.SO_RCVBUF, 1024))
                .accepted(small)));
        End client = client(tcp.binder.expect(Tcp.Bound.class), small);
        End server = server();
        ByteString much = ByteString.copyOf(new byte[100_000]);

        client.write(much);

        assertEquals(much, server.received(much.length()));
        client.writer().expect("taken");
        close(server, client);
    }
}
