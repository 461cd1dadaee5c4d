package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.EchoServer.Place;
import dev.sluice.examples.carrier.OverTcp;
import dev.sluice.examples.echo.EchoMode;
import dev.sluice.examples.load.Load;
import dev.sluice.examples.load.LoadFailedException;
import dev.sluice.examples.load.LoadPlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoClientTest {
    private final ActorSystem system = ActorSystem.create("echo");
    private ServerSocket badServer;

    @BeforeEach
    void open() throws Exception {
        badServer = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        badServer.close();
        system.close();
    }

    private static Program client(int port, String options) throws Exception {
        return Program.example(Stream
            .concat(Stream.of("echo-client", "--port", Integer.toString(port)), Stream.of(options.split(" ")))
            .toArray(String[]::new));
    }

    private static void assertFailed(String message, Program.End end) {
        assertEquals(new Program.End(1, List.of(), List.of("echo-client: " + message)), end);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--connections 3 --size 7 --count 100",
        "--connections 2 --size 1 --count 2000 --depth 64",
        // more than both kernels hold: so both ends must go on reading while they write
        "--connections 2 --size 20000000 --count 3 --depth 2"
    })
    void shouldPrintThroughputAndLatency(String options) throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int port = ((InetSocketAddress) EchoServer.listen(system, new OverTcp(anyPort), EchoMode.PUSH, Place.BESIDE))
            .getPort();

        try (Program client = client(port, options)) {
            Program.End end = client.end();

            assertEquals(0, end.status(), end::toString);
            assertEquals(List.of(), end.err());
            assertEquals(3, end.out().size());
            assertTrue(end.out().get(0).matches("messages .* every byte verified"), end::toString);
            assertTrue(end.out().get(1).matches("throughput .* messages/s, .*"), end::toString);
            assertTrue(end.out().get(2).matches("latency .* p50 .* p90 .* p99 .* p99\\.9 .* max .*"), end::toString);
        }
    }

    @Test
    void shouldTellWhichByteIsWrong() throws Exception {
        try (Program client = client(badServer.getLocalPort(), "--connections 1 --size 10");
            Socket socket = badServer.accept()) {
            byte[] first = socket.getInputStream().readNBytes(10);
            socket.getOutputStream().write(first);
            byte[] second = socket.getInputStream().readNBytes(10);
            second[3]++;
            socket.getOutputStream().write(second);

            assertFailed("connection 0 got a wrong byte back at offset 13", client.end());
        }
    }

    @Test
    void shouldTellThatMoreCameBackThanWasSent() throws Exception {
        try (Program client = client(badServer.getLocalPort(), "--connections 1 --size 10");
            Socket socket = badServer.accept()) {
            socket.getOutputStream().write(new byte[11]);

            assertFailed("connection 0 got more back than was sent", client.end());
        }
    }

    @Test
    void shouldTellThatAConnectionIsLost() throws Exception {
        try (Program client = client(badServer.getLocalPort(), "--connections 1 --size 10 --count 50")) {
            try (Socket socket = badServer.accept()) {
                socket.getOutputStream().write(socket.getInputStream().readNBytes(10));
                socket.getInputStream().readNBytes(10);
            }

            assertFailed("connection 0 was lost after 1 of 50 echoes: the server closed it", client.end());
        }
    }

    @Test
    void shouldGiveUpWhenNothingMoves() {
        InetSocketAddress address = (InetSocketAddress) badServer.getLocalSocketAddress();
        LoadPlan plan = new LoadPlan(new OverTcp(address), 1, 10, 50, 1, Duration.ofSeconds(1));

        LoadFailedException e = assertThrows(LoadFailedException.class, () -> Load.run(system, plan));

        assertTrue(e.getMessage().startsWith("connection 0 was lost after 0 of 50 echoes: idle: no byte"),
            e.getMessage());
    }
}
