package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpEchoServerTest {
    private DatagramSocket socket;

    @BeforeEach
    void open() throws Exception {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private byte[] echo(int port, byte[] data) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        socket.send(new DatagramPacket(data, data.length, address));
        DatagramPacket echo = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(echo);
        assertEquals(address, echo.getSocketAddress());
        return Arrays.copyOf(echo.getData(), echo.getLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, 1472, 65_507})
    void shouldGiveAnyClientItsDatagramsBack(int size) throws Exception {
        byte[] data = new byte[size];
        new Random(size).nextBytes(data);
        try (ActorSystem system = ActorSystem.create("server")) {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            int port = UdpEchoServer.listen(system, anyPort).join().local().getPort();

            assertArrayEquals(data, echo(port, data));
        }
    }

    @Test
    void shouldEchoUntilItIsTerminated() throws Exception {
        try (ServerProgram server = ServerProgram.startExample("udp-echo-server", List.of())) {
            assertArrayEquals("hello".getBytes(UTF_8), echo(server.port(), "hello".getBytes(UTF_8)));

            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), server.terminate());
        }
    }

    @Test
    void shouldSayThatThePortIsInUse() throws Exception {
        try (Program server = Program.example("udp-echo-server", "--port", Integer.toString(socket.getLocalPort()))) {
            Program.End end = server.end();

            assertEquals(1, end.status(), end::toString);
            assertEquals(1, end.err().size(), end::toString);
            assertTrue(end.err().getFirst().endsWith("127.0.0.1:" + socket.getLocalPort() + ": Address already in use"),
                end::toString);
        }
    }
}
