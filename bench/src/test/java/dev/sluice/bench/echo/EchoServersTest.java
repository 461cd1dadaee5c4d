package dev.sluice.bench.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.echo.server.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every server gives back what it was sent, answers questions, and ends by itself. */
class EchoServersTest {
    /** There is no time for the second compiler. */
    private static final List<String> QUICKLY = List.of("-XX:TieredStopAtLevel=1");
    private static final int MESSAGES = 1000;
    private static final int PATIENCE_MILLIS = 10_000;

    @ParameterizedTest
    @EnumSource
    void a_server_gives_back_what_it_was_sent_until_its_input_ends(ServerKind kind) throws Exception {
        assumeTrue(kind.isAvailable());
        ServerProcess server = ServerProcess.start(kind, QUICKLY, Pinning.NONE);
        try (server) {
            if (kind.transport() == Transport.TCP) {
                assertEquals(MESSAGES, echoed(server, Load.pingPong(10, 64, MESSAGES / 10)));
                assertEquals(32, echoed(server, Load.pingPong(2, 1 << 20, 16))); // more than the kernel's buffers take
            } else {
                echoDatagrams(server.address());
            }
            assertTrue(server.ask(Question.ALLOCATED) > 0);
        }

        assertEquals(0, server.exitValue());
    }

    private static long echoed(ServerProcess server, Load load) throws IOException {
        try (EchoClient client = new EchoClient(server.address(), load)) {
            client.exchangeOnce();
            return client.answered();
        }
    }

    private static void echoDatagrams(InetSocketAddress server) throws IOException {
        Random random = new Random(1);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = new byte[1 + random.nextInt(1400)];
                random.nextBytes(message);
                socket.send(new DatagramPacket(message, message.length, server));
                assertArrayEquals(message, received(socket));
            }
        }
    }

    private static byte[] received(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
