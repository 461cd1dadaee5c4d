package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.examples.load.DatagramLoad;
import dev.sluice.examples.load.DatagramPlan;
import dev.sluice.examples.load.DatagramReport;
import dev.sluice.examples.load.LoadFailedException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpEchoClientTest {
    private final ActorSystem system = ActorSystem.create("udp-echo");
    private DatagramSocket badServer;

    @BeforeEach
    void open() throws Exception {
        badServer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() {
        badServer.close();
        system.close();
    }

    private static Program client(int port, String options) throws Exception {
        return Program.example(Stream
            .concat(Stream.of("udp-echo-client", "--port", Integer.toString(port)), Stream.of(options.split(" ")))
            .toArray(String[]::new));
    }

    private DatagramPlan plan(int count, int depth, Duration lostAfter, Duration atMost) {
        return new DatagramPlan((InetSocketAddress) badServer.getLocalSocketAddress(), 1, 10, count, depth, lostAfter,
            atMost);
    }

    private DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        badServer.receive(packet);
        return packet;
    }

    private void serve(Serving serving) {
        Thread.ofVirtual().start(() -> {
            try {
                for (int number = 0; true; number++) {
                    serving.serve(receive(), number);
                }
            } catch (IOException e) {
                // it is closed: the test is over
            }
        });
    }

    @FunctionalInterface
    private interface Serving {
        void serve(DatagramPacket packet, int number) throws IOException;
    }

    @Test
    void shouldPrintLossThroughputAndLatency() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int port = UdpEchoServer.listen(system, anyPort).join().local().getPort();

        try (Program client = client(port, "--sockets 3 --size 7 --messages 100 --depth 2 --lost-after-millis 20000")) {
            Program.End end = client.end();

            assertEquals(0, end.status(), end::toString);
            assertEquals(List.of(), end.err());
            assertEquals(4, end.out().size());
            assertTrue(end.out().get(0).matches("messages +300 of 7 B, .* every byte verified"), end::toString);
            assertTrue(end.out().get(1).matches("lost +0 \\(0\\.000 %\\), .* 0 came twice or too late"), end::toString);
            assertTrue(end.out().get(2).matches("throughput .* messages/s, .*"), end::toString);
            assertTrue(end.out().get(3).matches("latency .* p50 .* p90 .* p99 .* p99\\.9 .* max .*"), end::toString);
        }
    }

    @Test
    void shouldCountWhatIsLostAndWhatComesTwice() throws Exception {
        serve((packet, number) -> {
            if (number % 5 != 1) {
                badServer.send(packet);
            }
            if (number % 5 == 2) {
                badServer.send(packet);
            }
        });

        DatagramReport report = DatagramLoad.run(system, plan(25, 25, Duration.ofMillis(500), Duration.ofMinutes(1)));

        // more, if an echo is held up for so long
        assertTrue(report.lost() >= 5 && report.lost() < 25, report::text);
        assertTrue(report.strays() >= 5, report::text);
        assertEquals(25, report.sent());
        assertEquals(25, report.latencies().getTotalCount() + report.lost());
    }

    @Test
    void shouldEndWhenItsTimeIsUp() throws Exception {
        serve((packet, number) -> {
            if (number == 0) {
                badServer.send(packet);
            }
        });

        DatagramReport report = DatagramLoad.run(system,
            plan(Integer.MAX_VALUE, 1, Duration.ofMillis(100), Duration.ofMillis(500)));

        assertTrue(report.lost() >= report.sent() - 1, report::text);
    }

    @Test
    void shouldTellThatSomethingWrongHasComeBack() throws Exception {
        try (Program client = client(badServer.getLocalPort(), "--sockets 1 --size 10")) {
            badServer.send(receive());
            DatagramPacket second = receive();
            second.getData()[9]++;
            badServer.send(second);

            assertEquals(new Program.End(1, List.of(),
                List.of("udp-echo-client: socket 0 got something back that it has not sent")), client.end());
        }
    }

    @Test
    void shouldTellThatNobodyIsThere() throws Exception {
        DatagramPlan plan = plan(10, 1, Duration.ofMillis(100), Duration.ofMinutes(1));
        badServer.close();

        LoadFailedException e = assertThrows(LoadFailedException.class, () -> DatagramLoad.run(system, plan));

        assertTrue(e.getMessage().startsWith("socket 0 had no echo at all: "), e.getMessage());
    }
}
