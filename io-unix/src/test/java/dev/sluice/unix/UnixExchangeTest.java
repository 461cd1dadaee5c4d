package dev.sluice.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two of our own talk to each other. */
class UnixExchangeTest {
    private final UnixFixture unix = new UnixFixture();

    @AfterEach
    void close() throws Exception {
        unix.close();
    }

    /** One end, with a probe for what it is told. */
    private record End(Unix.Connected connected, Probe<Connection.Event> handler, Probe<String> writer) {
        void tell(Connection.Command command) {
            connected.connection().tell(command);
        }

        void write(ByteString data) {
            tell(new Write(data, new Ack<>(writer.ref(), "taken")));
        }

        ByteString received(int length) {
            ByteString all = ByteString.empty();
            while (all.length() < length) {
                all = all.concat(handler.expect(Received.class).data());
            }
            return all;
        }
    }

    private End end(Unix.Connected connected) {
        Probe<String> writer = Probe.<String>in(unix.system).watch(connected.connection());
        return new End(connected, unix.register(connected), writer);
    }

    private End client(ConnectionSettings settings, SocketOptions options) {
        return end(unix.connect(ConnectSettings.DEFAULT.connection(settings.marks(0, 1 << 20)).options(options)));
    }

    private End client() {
        return client(ConnectionSettings.DEFAULT, SocketOptions.NONE);
    }

    private End server() {
        return end(unix.accepted());
    }

    private static ByteString random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return ByteString.copyOf(bytes);
    }

    private static void close(End closer, End other) {
        closer.tell(new Close());
        closer.handler().expect(new Closed(new Reason.ByClose()));
        other.handler().expect(new Closed(new Reason.ByPeer()));
        closer.writer().expectTerminated(closer.connected().connection());
        other.writer().expectTerminated(other.connected().connection());
    }

    @Test
    void b43_requestAndResponseAreAckedToTheirWriters() {
        unix.bind();
        End client = client();
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
        unix.bind();
        End client = client();
        End server = server();

        for (int i = 0; i < 100; i++) {
            ByteString ball = ByteString.copyOf(new byte[] {(byte) i});
            client.tell(new Write(ball));
            assertEquals(ball, server.received(1));
            server.tell(new Write(ball));
            assertEquals(ball, client.received(1));
        }

        client.handler().expectNothing();
        server.handler().expectNothing();
    }

    @Test
    void b45_muchThroughSmallBuffers() {
        unix.bind();
        End client = client(ConnectionSettings.DEFAULT, SocketOptions.NONE.sendBuffer(1024));
        End server = server();
        ByteString much = random(100_000);

        client.write(much);

        assertEquals(much, server.received(much.length()));
        client.writer().expect("taken");
        close(server, client);
    }

    @Test
    void shouldSendAFile() throws Exception {
        unix.bind();
        End client = client();
        End server = server();
        ByteString much = random(1 << 20);
        Path file = Files.write(unix.directory.resolve("f"), much.toByteArray());

        client.tell(new Connection.WriteFile(file, null));

        assertEquals(much, server.received(much.length()));
        Files.delete(file);
    }

    @Test
    void shouldTalkOnInOneDirectionWhenTheOtherHasEnded() {
        unix.bind();
        End client = client(ConnectionSettings.DEFAULT, SocketOptions.NONE);
        End server = server();

        client.write(ByteString.utf8("last words"));
        client.tell(new Connection.ConfirmedClose());
        assertEquals(ByteString.utf8("last words"), server.received(10));

        server.handler().expect(new Closed(new Reason.ByPeer()));
        client.handler().expect(new Closed(new Reason.ByConfirmedClose()));
    }

    /** There is no reset, but what the kernel has not taken is dropped, and the peer sees the end. */
    @Test
    void shouldDropWhatIsQueuedWhenItIsAborted() {
        unix.bind();
        End client = client(ConnectionSettings.DEFAULT, SocketOptions.NONE.sendBuffer(1024));
        Unix.Connected server = unix.accepted();
        int much = 1 << 20;
        client.write(random(much));

        client.tell(new Connection.Abort());

        client.handler().await(Closed.class, new Closed(new Reason.ByAbort())::equals);
        assertTrue(lengthReceived(unix.register(server)) < much);
    }

    /** Up to the end. */
    private static int lengthReceived(Probe<Connection.Event> handler) {
        int length = 0;
        for (Connection.Event event = null; !(event instanceof Closed);) {
            event = handler.expect(Connection.Event.class);
            length += event instanceof Received(var data) ? data.length() : 0;
        }
        return length;
    }
}
