package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.examples.carrier.Certificates;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The echo over TLS, with the key store that the page makes. */
class EchoOverTlsTest {
    @TempDir
    private static Path folder;
    private static Path keyStore;
    private static ServerProgram server;

    @BeforeAll
    static void start() throws Exception {
        keyStore = KeyTool.keyStore(folder.resolve("echo.p12"));
        server = ServerProgram.start(List.of(), "--tls", keyStore.toString(), "--password", "secret");
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
    }

    private static Program.End client(String... options) throws Exception {
        String[] args = Stream.concat(Stream.of("echo-client", "--port", Integer.toString(server.port()), "--count",
            "50", "--connections", "4"), Stream.of(options)).toArray(String[]::new);
        try (Program client = Program.example(args)) {
            return client.end();
        }
    }

    private static void assertFailed(Program.End end, String message) {
        assertEquals(1, end.status(), end::toString);
        assertEquals(1, end.err().size(), end::toString);
        assertTrue(end.err().getFirst().startsWith(message), end::toString);
    }

    @Test
    void shouldEchoToItsClient() throws Exception {
        Program.End end = client("--tls", keyStore.toString(), "--password", "secret");

        assertEquals(0, end.status(), end::toString);
        assertEquals(List.of(), end.err());
        assertTrue(end.out().getFirst().endsWith("every byte verified"), end::toString);
    }

    @Test
    void shouldEchoToTheJdksSocketsAndEndAsTlsDoes() throws Exception {
        try (SSLSocket socket = (SSLSocket) Certificates.read(keyStore.toFile(), "secret".toCharArray())
            .getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("hello".getBytes(UTF_8));
            socket.shutdownOutput();

            assertEquals("hello", new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    @Test
    void shouldSayThatTheServerIsNotTrusted() throws Exception {
        Program.End end = client("--tls", KeyTool.keyStore(folder.resolve("other.p12")).toString(), "--password",
            "secret");

        assertFailed(end, "echo-client: can't connect to 127.0.0.1:" + server.port() + ": TLS handshake with ");
        assertTrue(end.err().getFirst().contains("PKIX path"), end::toString);
    }

    @Test
    void shouldSayWhatIsWrongWithTheKeyStore() throws Exception {
        assertFailed(client("--tls", keyStore.toString(), "--password", "wrong"),
            "echo-client: can't read " + keyStore + ": keystore password was incorrect");
        assertFailed(client("--tls", "no-such-file"), "echo-client: can't read no-such-file: ");
    }
}
