package dev.sluice.transport.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossyProxyTest {
    private static final DatagramFaults NONE = DatagramFaults.seeded(1);

    private DatagramSocket server;
    private DatagramSocket client;

    @BeforeEach
    void open() throws IOException {
        server = socket();
        client = socket();
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout((int) Probe.PATIENCE.toMillis());
        return socket;
    }

    private LossyProxy proxy(DatagramFaults plan) throws IOException {
        return LossyProxy.to((InetSocketAddress) server.getLocalSocketAddress(), plan);
    }

    private static void send(DatagramSocket from, SocketAddress to, int... bytes) throws IOException {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        from.send(new DatagramPacket(data, data.length, to));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return packet;
    }

    @Test
    void shouldCarryBothWaysAndTellClientsApart() throws IOException {
        try (LossyProxy proxy = proxy(NONE); DatagramSocket other = socket()) {
            send(client, proxy.address(), 1, 2, 3);
            DatagramPacket first = receive(server);
            send(other, proxy.address());
            DatagramPacket second = receive(server);
            send(server, first.getSocketAddress(), 7);
            send(server, second.getSocketAddress(), 8);

            assertEquals(3, first.getLength());
            assertEquals(0, second.getLength());
            DatagramPacket answer = receive(client);
            assertArrayEquals(new byte[] {7}, Arrays.copyOf(answer.getData(), answer.getLength()));
            assertEquals(proxy.address(), answer.getSocketAddress());
            assertEquals(8, receive(other).getData()[0]);
            assertEquals(4, proxy.forwarded());
        }
    }

    @Test
    void shouldLoseWhatThePlanSays() throws IOException {
        try (LossyProxy proxy = proxy(NONE.loses(100))) {
            send(client, proxy.address(), 1);

            Awaitility.await().atMost(Probe.PATIENCE).until(() -> proxy.lost() == 1);
            assertEquals(0, proxy.forwarded());
        }
    }

    @Test
    void shouldMakeTwoOfOne() throws IOException {
        try (LossyProxy proxy = proxy(NONE.duplicates(100))) {
            send(client, proxy.address(), 5);

            assertEquals(5, receive(server).getData()[0]);
            assertEquals(5, receive(server).getData()[0]);
            assertEquals(1, proxy.duplicated());
        }
    }

    @Test
    void shouldHoldBackButNotForEver() throws IOException {
        try (LossyProxy proxy = proxy(NONE.reorders(100))) {
            Set<Byte> got = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                send(client, proxy.address(), i);
            }
            for (int i = 0; i < 20; i++) {
                got.add(receive(server).getData()[0]);
            }

            assertEquals(20, got.size());
            assertEquals(20, proxy.delayed());
        }
    }

    @Test
    void shouldSurviveAServerThatIsGone() throws IOException {
        try (LossyProxy proxy = proxy(NONE)) {
            server.close();
            send(client, proxy.address(), 1);
            send(client, proxy.address(), 2);

            Awaitility.await().atMost(Probe.PATIENCE).until(() -> proxy.forwarded() + proxy.lost() == 2);
        }
    }

    @Test
    void shouldEndItsThreadWhenItIsClosed() throws IOException {
        LossyProxy proxy = proxy(NONE.reorders(50));
        send(client, proxy.address(), 1);
        proxy.close();
        proxy.close();

        assertTrue(proxy.isClosed());
        try (DatagramSocket next = new DatagramSocket(proxy.address())) {
            assertEquals(proxy.address(), next.getLocalSocketAddress());
        }
    }
}
