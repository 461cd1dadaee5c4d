package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.carrier.Certificates;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.ConnectSettings;
import dev.sluice.tcp.Tcp;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.tls.Tls;
import dev.sluice.unix.Unix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages on TLS and on Unix domain sockets show. */
class CarrierPageSnippetsTest {
    private final ActorSystem system = ActorSystem.create("pages");
    private final Probe<String> told = Probe.in(system);
    private final Handler echo = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };
    private final Handler asking = (ctx, connection) -> {
        connection.tell(new Write(ByteString.utf8("hello")));
        return event -> {
            if (event instanceof Received(var data)) {
                told.ref().tell(data.decodeUtf8());
            }
        };
    };

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void shouldSpeakTls() throws Exception {
        Path keyStore = KeyTool.keyStore(folder.resolve("echo.p12"));
        SSLContext context = Certificates.read(keyStore.toFile(), "secret".toCharArray());
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Probe<Tls.Session> sessions = Probe.in(system);

        Tls server = Tls.server(context).protocols("TLSv1.3").applicationProtocols("echo");
        Tcp.Bound bound = Tcp.bind(system, local, BindSettings.DEFAULT.layer(server), echo).join();

        Tls client = Tls.client(context, "localhost", bound.local().getPort()).applicationProtocols("echo");
        Tcp.Connected connected = Tcp.connect(system, bound.local(), ConnectSettings.DEFAULT.layer(client), asking)
            .join();
        connected.connection().tell(new Tls.Inspect(sessions.ref()));

        assertEquals("hello", told.expect(String.class));
        assertEquals("echo", sessions.expect(Tls.Session.class).applicationProtocol());
    }

    @Test
    void shouldTellWhoIsAtTheOtherEnd() {
        Path path = folder.resolve("echo.sock");
        Probe<Unix.Peer> peers = Probe.in(system);

        Unix.bind(system, path, echo).join();
        Unix.Connected connected = Unix.connect(system, path, asking).join();
        connected.connection().tell(new Unix.GetPeer(peers.ref()));

        assertEquals("hello", told.expect(String.class));
        assertEquals(System.getProperty("user.name"), peers.expect(Unix.Peer.class).user());
    }
}
