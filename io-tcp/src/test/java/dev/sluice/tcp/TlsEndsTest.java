package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Layer;
import dev.sluice.transport.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How TLS begins and ends, with peers that don't keep to it. */
class TlsEndsTest {
    private static final ConnectionSettings HALF_OPEN = ConnectionSettings.DEFAULT.halfOpen(true);

    private final TlsFixture tls = new TlsFixture();

    @AfterEach
    void stop() {
        tls.close();
    }

    // ---- the beginning ----

    @Test
    void shouldRefuseAClientThatDoesNotSpeakTls() throws IOException {
        try (Socket client = TcpFixture.client(tls.bind(TlsFixture.server()))) {
            TcpFixture.send(client, "GET / HTTP/1.0\r\n\r\n");

            assertEnds(client);
            tls.tcp.binder.expectNothing();
        }
    }

    /** By a reset or not, that depends on whether all was read. */
    private static void assertEnds(Socket client) {
        try {
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    void shouldTellThatAServerDoesNotSpeakTls() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(server));
            Exception cause = tls.refused((InetSocketAddress) server.getLocalSocketAddress(), TlsFixture.client());

            assertTrue(says(cause, "220 mail.exampl"), cause.toString());
            assertTrue(says(cause, "localhost:443"), cause.toString());
        }
    }

    private static void greet(ServerSocket server) {
        try (Socket accepted = server.accept()) {
            TcpFixture.send(accepted, "220 mail.example.org ESMTP\r\n");
            accepted.getInputStream().readAllBytes();
        } catch (IOException e) {
            // as it may be
        }
    }

    private static boolean says(Throwable cause, String text) {
        return cause != null && (String.valueOf(cause.getMessage()).contains(text) || says(cause.getCause(), text));
    }

    @Test
    void shouldNotWaitForeverForAClientsHandshake() throws IOException {
        InetSocketAddress server = tls.bind(BindSettings.DEFAULT.layer(TlsFixture.server())
            .accepting(AcceptSettings.DEFAULT.openWithin(Duration.ofMillis(50))));
        try (Socket client = TcpFixture.client(server)) {
            assertEnds(client);
            tls.tcp.binder.expectNothing();
        }
    }

    @Test
    void shouldNotWaitForeverForAServersHandshake() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            tls.tcp
                .fails(new Tcp.Connect((InetSocketAddress) server.getLocalSocketAddress(), tls.tcp.binder.ref(), null,
                    ConnectSettings.DEFAULT.timeout(Duration.ofMillis(100)).layer(TlsFixture.client())));
        }
    }

    @Test
    void shouldNotKnowWhatTheJdkDoesNotKnow() {
        Tls client = TlsFixture.client();

        assertThrows(IllegalArgumentException.class, () -> client.protocols("TLSv4"));
        assertThrows(IllegalArgumentException.class, () -> client.cipherSuites("none"));
        assertThrows(IllegalArgumentException.class, client::protocols);
        assertThrows(IllegalArgumentException.class, () -> TlsFixture.client("not a name"));
    }

    @Test
    void shouldHaveNoCommonProtocolAbove() {
        InetSocketAddress server = tls.bind(TlsFixture.server().applicationProtocols("h2"));
        Exception cause = tls.refused(server, TlsFixture.client().applicationProtocols("smtp"));

        assertTrue(says(cause, "no_application_protocol"), cause.toString());
    }

    // ---- the end ----

    private record Both(TcpEnds.End client, TcpEnds.End server) {}

    private Both connected(Layer server, ConnectionSettings settings) {
        InetSocketAddress where = tls.bind(BindSettings.DEFAULT.layer(server).connection(settings));
        return new Both(tls.connect(where, TlsFixture.client()), tls.accepted());
    }

    @Test
    void shouldAnswerAPeerThatHasEndedItsOutput() {
        Both both = connected(TlsFixture.server().protocols("TLSv1.3"), HALF_OPEN);
        both.client().write("the question");
        both.client().tell(new Connection.ConfirmedClose());
        both.server().receive(12);
        both.server().handler().expect(Connection.InputEnded.class);
        both.server().write("the answer");
        assertEquals("the answer", both.client().receive(10));
        both.server().tell(new Connection.Close());

        assertEquals(new Reason.ByConfirmedClose(), both.client().closed());
        assertEquals(new Reason.ByClose(), both.server().closed());
    }

    /** RFC 5246, 7.2.1: whoever gets a close_notify answers with one at once, and drops what he has still to write. */
    @Test
    void shouldFailWhatCannotBeSentAnyMoreInTls12() {
        Both both = connected(TlsFixture.server().protocols("TLSv1.2"), HALF_OPEN);
        both.client().tell(new Connection.ConfirmedClose());
        both.server().handler().expect(Connection.InputEnded.class);
        both.server().write("too late");

        both.server().handler().expect(Connection.CommandFailed.class);
        assertInstanceOf(Reason.ByError.class, both.server().closed());
    }

    @Test
    void shouldEndInOrderInTls12() {
        Both both = connected(TlsFixture.server().protocols("TLSv1.2"), ConnectionSettings.DEFAULT);
        both.client().write("bye");
        both.client().tell(new Connection.ConfirmedClose());
        assertEquals("bye", both.server().receive(3));

        assertEquals(new Reason.ByPeer(), both.server().closed());
        assertEquals(new Reason.ByConfirmedClose(), both.client().closed());
    }

    @Test
    void shouldResetWhenItIsAborted() {
        Both both = connected(TlsFixture.server(), ConnectionSettings.DEFAULT);
        both.client().tell(new Connection.Abort());

        assertEquals(new Reason.ByAbort(), both.client().closed());
        assertInstanceOf(Reason.ByError.class, both.server().closed());
    }

    // ---- what is below and above ----

    @Test
    void shouldPassOnWhatTheSocketKnows() {
        Both both = connected(TlsFixture.server(), ConnectionSettings.DEFAULT);
        Probe<SocketOptions.Effective> asker = Probe.in(tls.tcp.system);
        both.client().tell(new SocketOptions.Get(asker.ref()));

        assertEquals(true, asker.expect(SocketOptions.Effective.class).get(StandardSocketOptions.TCP_NODELAY));
    }

    @Test
    void shouldSpeakTlsWithinTls() {
        Layer twice = TlsFixture.server().then(TlsFixture.server());
        InetSocketAddress server = tls.echo(twice);
        TcpEnds.End client = tls.connect(server, TlsFixture.client().then(TlsFixture.client()));
        client.write("sealed twice");

        assertEquals("sealed twice", client.receive(12));
    }
}
