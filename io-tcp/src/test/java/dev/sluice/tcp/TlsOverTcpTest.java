package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between two ends of ours. */
class TlsOverTcpTest {
    private final TlsFixture tls = new TlsFixture();

    @AfterEach
    void stop() {
        tls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void b118_shouldEchoBetweenTwoEngines(String protocol) {
        TcpEnds.End client = tls.connect(tls.echo(TlsFixture.server().protocols(protocol)), TlsFixture.client());
        client.write("hello");

        assertEquals("hello", client.receive(5));
        assertEquals(protocol, tls.session(client).protocol());
    }

    @Test
    void shouldEchoALot() {
        byte[] bytes = new byte[8 << 20];
        new Random(1).nextBytes(bytes);
        TcpEnds.End client = tls.connect(tls.echo(TlsFixture.server()),
            ConnectSettings.DEFAULT.layer(TlsFixture.client())
                .connection(ConnectionSettings.DEFAULT.pausesReading(false)));
        client.tell(new Write(ByteString.copyOf(bytes)));

        assertEquals(ByteString.copyOf(bytes), TlsFixture.receive(client, bytes.length));
    }
}
