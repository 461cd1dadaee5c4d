package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.transport.testkit.TestIdentity;
import dev.sluice.transport.tls.Tls;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the certificate is that of the host that is meant; what the socket is connected to says nothing. */
class TlsHostTest {
    private final TlsFixture tls = new TlsFixture();

    @AfterEach
    void stop() {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "127.0.0.1"})
    void shouldTrust(String host) {
        TcpEnds.End client = tls.connect(tls.echo(TlsFixture.server()), TlsFixture.client(host));
        client.write("hello");

        assertEquals("hello", client.receive(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere.test", "a.localhost", "127.0.0.2", "::1", "[::1]"})
    void shouldNotTrust(String host) {
        assertInstanceOf(SSLHandshakeException.class,
            tls.refused(tls.echo(TlsFixture.server()), TlsFixture.client(host)).getCause());
    }

    /** An earlier session of somebody who didn't ask is none for one who does. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shouldNotTrustBecauseOfAnEarlierSession(String protocol) {
        InetSocketAddress server = tls.echo(TlsFixture.server().protocols(protocol));
        SSLContext context = TestIdentity.anonymous(TlsFixture.localhost());
        Tls careless = Tls.client(context, "elsewhere.test", 443).checksHost(false);
        TcpEnds.End client = tls.connect(server, careless);
        client.write("hello");
        client.receive(5);

        assertInstanceOf(SSLHandshakeException.class, tls.refused(server, careless.checksHost(true)).getCause());
    }
}
