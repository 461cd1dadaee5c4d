package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.transport.testkit.TestIdentity;
import dev.sluice.transport.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of ours, and {@code openssl s_server}. */
class OpenSslServerTest {
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

    private OpenSsl server(String... options) throws IOException {
        String pem = TlsFixture.pem(TlsFixture.localhost(), directory).toString();
        List<String> all = new ArrayList<>(List.of("-cert", pem, "-key", pem));
        all.addAll(List.of(options));
        return OpenSsl.server(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldShakeHandsAndTalk(String version) throws IOException {
        try (OpenSsl server = server(version, "-alpn", "h2", "-rev")) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client().applicationProtocols("http/1.1", "h2"));
            end.write("hello\n");

            assertEquals("olleh\n", end.receive(6));
            Tls.Session session = tls.session(end);
            assertEquals("h2", session.applicationProtocol());
            assertEquals("CN=localhost", session.peer().getName());
            assertEquals(version.equals("-tls1_3") ? "TLSv1.3" : "TLSv1.2", session.protocol());
        }
    }

    @Test
    void shouldShowItsCertificateIfTheServerAsks() throws IOException {
        String trusted = TlsFixture.pem(TlsFixture.somebody(), directory).toString();
        try (OpenSsl server = server("-Verify", "1", "-verify_return_error", "-CAfile", trusted, "-rev")) {
            Tls client = Tls.client(TlsFixture.somebody().context(TlsFixture.localhost()), "localhost", 443);
            TcpEnds.End end = tls.connect(server.address(), client);
            end.write("it's me\n");

            assertEquals("em s'ti\n", end.receive(8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldRefuseAnotherHost(String version) throws IOException {
        try (OpenSsl server = server(version)) {
            SSLHandshakeException cause = refusal(server, TlsFixture.client("elsewhere.test"));

            assertTrue(cause.getMessage().contains("elsewhere.test"), cause.getMessage());
            server.awaitSaid("alert certificate unknown");
        }
    }

    @Test
    void shouldTakeAnotherHostIfSettingsSaySo() throws IOException {
        try (OpenSsl server = server("-rev")) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client("elsewhere.test").checksHost(false));
            end.write("ab\n");

            assertEquals("ba\n", end.receive(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldRefuseWhoIsNotTrusted(String version) throws IOException {
        try (OpenSsl server = server(version)) {
            Tls client = Tls.client(TestIdentity.anonymous(TlsFixture.other()), "localhost", 443);
            SSLHandshakeException cause = refusal(server, client);

            assertTrue(cause.getMessage().contains("localhost:443"), cause.getMessage());
            server.awaitSaid("alert certificate unknown");
        }
    }

    private SSLHandshakeException refusal(OpenSsl server, Tls client) {
        for (Throwable cause = tls.refused(server.address(), client); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException found) {
                return found;
            }
        }
        throw new AssertionError("no SSLHandshakeException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldNotTakeADeadServerForOneThatHasSaidAll(String version) throws IOException {
        try (OpenSsl server = server(version)) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client());
            server.type("half of i\n");
            end.receive(10);
            server.kill();

            Throwable cause = assertInstanceOf(Reason.ByError.class, end.closed()).cause();
            assertInstanceOf(SSLException.class, cause);
            assertTrue(cause.getMessage().contains("truncated"), cause.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void shouldCloseInOrder(String version) throws IOException {
        try (OpenSsl server = server(version)) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client());
            end.write("bye");
            end.tell(new Connection.ConfirmedClose());

            server.awaitSaid("bye");
            assertEquals(new Reason.ByConfirmedClose(), end.closed());
        }
    }

    @Test
    void shouldRefuseToRenegotiate() throws IOException {
        try (OpenSsl server = server("-tls1_2")) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client());
            server.type("first\n");
            end.receive(6);
            server.type("R\n");

            Throwable cause = assertInstanceOf(Reason.ByError.class, end.closed()).cause();
            assertTrue(cause.getMessage().contains("renegotiate"), cause.getMessage());
        }
    }

    @Test
    void shouldChangeKeysWhenTheServerWants() throws IOException {
        try (OpenSsl server = server("-tls1_3")) {
            TcpEnds.End end = tls.connect(server.address(), TlsFixture.client());
            server.type("K\n");
            server.awaitSaid("SSL_do_handshake -> 1");
            server.type("with new keys\n");

            assertEquals("with new keys\n", end.receive(14));
            end.write("mine are new, too");
            server.awaitSaid("mine are new, too");
        }
    }
}
