package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconnectingTest {
    private final ActorSystem system = ActorSystem.create("reconnecting");
    private final Probe<ByteString> received = Probe.in(system);

    @Test
    void a_connection_that_is_lost_comes_back_also_when_the_server_was_away() throws IOException {
        try (system) {
            ServerSocket first = listen(0);
            int port = first.getLocalPort();
            ActorRef<Reconnecting.Message> client = system.spawn("client", ctx -> new Reconnecting(ctx,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofMillis(10), received.ref()));
            exchange(first, client, "one");
            exchange(first, client, "two");
            first.close();

            try (ServerSocket second = listen(port)) {
                exchange(second, client, "three");
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    }

    /** Each on a connection of its own. */
    private void exchange(ServerSocket server, ActorRef<Reconnecting.Message> client, String text) throws IOException {
        try (Socket peer = server.accept()) {
            peer.getOutputStream().write(text.getBytes());
            assertEquals(text, received.expect(ByteString.class).decodeUtf8());
            client.tell(new Reconnecting.Message.Send(ByteString.utf8(text)));
            assertEquals(text, ByteString.copyOf(peer.getInputStream().readNBytes(text.length())).decodeUtf8());
        }
    }
}
