package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of ours, and {@code openssl s_client}. */
class OpenSslClientTest {
    private final TlsFixture tls = new TlsFixture();
    @TempDir
    Path directory;

    @BeforeAll
    static void installed() {
        OpenSsl.assumeInstalled();
    }

    @AfterEach
    void stop() {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldShakeHandsAndEcho(String version) throws IOException {
        InetSocketAddress server = tls.bind(TlsFixture.server().applicationProtocols("h2", "http/1.1"));
        String pem = TlsFixture.pem(TlsFixture.localhost(), directory).toString();
        try (OpenSsl client = OpenSsl.client(server, version, "-CAfile", pem, "-verify_return_error", "-alpn",
            "http/1.1", "-servername", "localhost")) {
            TcpEnds.End end = tls.accepted();
            client.type("hello\n");
            assertEquals("hello\n", end.receive(6));
            end.write("good morning");
            client.awaitSaid("good morning");

            Tls.Session session = tls.session(end);
            assertEquals("http/1.1", session.applicationProtocol());
            assertEquals(List.of("localhost"), session.serverNames());
            assertEquals(version.equals("-tls1_3") ? "TLSv1.3" : "TLSv1.2", session.protocol());
            assertEquals(List.of(), session.peerCertificates());
            assertTrue(client.said().contains("Verify return code: 0 (ok)"), client.said());
            assertTrue(client.said().contains("ALPN protocol: http/1.1"), client.said());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldEchoALot(String version) throws IOException {
        byte[] bytes = new byte[4 << 20];
        new Random(2).nextBytes(bytes);
        try (OpenSsl client = OpenSsl.client(tls.echo(TlsFixture.server()), version, "-quiet")) {
            client.type(bytes);

            await().until(() -> client.output().length == bytes.length);
            assertArrayEquals(bytes, client.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldKnowAClientByItsCertificate(String version) throws IOException {
        InetSocketAddress server = tls.bind(TlsFixture.server().clientAuth(Tls.ClientAuth.NEEDED));
        String pem = TlsFixture.pem(TlsFixture.somebody(), directory).toString();
        try (OpenSsl client = OpenSsl.client(server, version, "-cert", pem, "-key", pem)) {
            Tls.Session session = tls.session(tls.accepted());

            client.awaitSaid("CONNECTED");
            assertEquals("CN=some client", session.peer().getName());
            assertEquals(List.of(TlsFixture.somebody().certificate()), session.peerCertificates());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldTellAClientWithoutCertificateWhyItIsRefused(String version) throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server().clientAuth(Tls.ClientAuth.NEEDED));
        try (OpenSsl client = OpenSsl.client(server, version)) {
            client.awaitExit();
            client.awaitSaid("alert");
            tls.tcp.binder.expectNothing();
        }
    }

    @Test
    void shouldTellAClientOfNoCommonVersionWhyItIsRefused() throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server().protocols("TLSv1.3"));
        try (OpenSsl client = OpenSsl.client(server, "-tls1_2")) {
            client.awaitExit();
            client.awaitSaid("alert protocol version");
            tls.tcp.binder.expectNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldEndInOrderByThePeersCloseNotify(String version) throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server());
        try (OpenSsl client = OpenSsl.client(server, version)) {
            TcpEnds.End end = tls.accepted();
            client.type("bye\n");
            assertEquals("bye\n", end.receive(4));
            client.endInput();

            assertEquals(new Reason.ByPeer(), end.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldSayWhenItCloses(String version) throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server());
        try (OpenSsl client = OpenSsl.client(server, version)) {
            TcpEnds.End end = tls.accepted();
            end.write("the end");
            end.tell(new Connection.Close());

            client.awaitSaid("the end");
            client.awaitSaid("closed");
            client.awaitExit();
            assertFalse(client.said().contains("unexpected eof"), client.said());
            assertEquals(new Reason.ByClose(), end.closed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldNotTakeADeadPeerForOneThatHasSaidAll(String version) throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server());
        try (OpenSsl client = OpenSsl.client(server, version)) {
            TcpEnds.End end = tls.accepted();
            client.type("half of i\n");
            end.receive(10);
            client.kill();

            assertTruncated(end.closed());
        }
    }

    private static void assertTruncated(Reason reason) {
        Throwable cause = assertInstanceOf(Reason.ByError.class, reason).cause();
        assertInstanceOf(SSLException.class, cause);
        assertTrue(cause.getMessage().contains("without a close_notify"), cause.getMessage());
    }

    @Test
    void shouldTakeAnyEndIfSettingsSaySo() throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server().requiresCloseNotify(false));
        try (OpenSsl client = OpenSsl.client(server, "-tls1_3")) {
            TcpEnds.End end = tls.accepted();
            client.type("all\n");
            end.receive(4);
            client.kill();

            assertEquals(new Reason.ByPeer(), end.closed());
        }
    }

    @Test
    void shouldRefuseToRenegotiate() throws Exception {
        InetSocketAddress server = tls.bind(TlsFixture.server());
        try (OpenSsl client = OpenSsl.client(server, "-tls1_2")) {
            TcpEnds.End end = tls.accepted();
            client.type("first\n");
            end.receive(6);
            client.type("R\n");

            Throwable cause = assertInstanceOf(Reason.ByError.class, end.closed()).cause();
            assertTrue(cause.getMessage().contains("renegotiate"), cause.getMessage());
            client.awaitExit();
        }
    }

    /** By 'K' the peer wants us to change ours, too. */
    @Test
    void shouldChangeKeysAsOftenAsThePeerWants() throws Exception {
        try (OpenSsl client = OpenSsl.client(tls.echo(TlsFixture.server()), "-tls1_3")) {
            for (int i = 1; i <= 5; i++) {
                int times = i;
                client.type("word " + i + "\n");
                client.awaitSaid("word " + i);
                client.type(i % 2 == 0 ? "K\n" : "k\n"); // what comes in the same read as a command is lost
                await().until(() -> client.said().split("KEYUPDATE", -1).length > times);
            }
            client.type("last\n");
            client.awaitSaid("last");
        }
    }

    @Test
    void shouldHoldBackForASlowPeer() throws Exception {
        byte[] bytes = new byte[16 << 20];
        new Random(3).nextBytes(bytes);
        InetSocketAddress server = tls.bind(TlsFixture.server());
        try (OpenSsl client = OpenSsl.slowClient(server, "-quiet")) {
            TcpEnds.End end = tls.accepted();
            Probe<String> acks = Probe.in(tls.tcp.system);
            end.tell(new Connection.Write(ByteString.copyOf(bytes), new Connection.Ack<>(acks.ref(), "written")));
            assertEquals(new Connection.Flow(false), end.handler().expect(Connection.Flow.class));
            acks.expectNothing();
            client.readsNow();

            acks.expect("written");
            await().until(() -> client.output().length == bytes.length);
            assertTrue(Arrays.equals(bytes, client.output()));
        }
    }
}
