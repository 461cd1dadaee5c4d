package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ANY6;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.stranger;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.SocketOptions;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropTableTest {
    private static final String HEAD = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
        + "   uid  timeout inode ref pointer drops            \n";
    private static final String LINE = "  %d: %s %s 07 00000000:00000000 00:00000000 00000000     0        0 5143 2"
        + " 0000000000000000 %d         \n";

    @TempDir
    private Path folder;

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Test
    void shouldReadWhatTheKernelWrites() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the kernel's order of bytes is this machine's");
        Path four = folder.resolve("udp");
        Files.writeString(four, HEAD + LINE.formatted(1, "0100007F:1F90", "00000000:0000", 7)
            + LINE.formatted(2, "0100007F:1F90", "0200007F:0035", 5)
            + LINE.formatted(3, "00000000:1F91", "00000000:0000", 1)
            + LINE.formatted(4, "00000000:1F91", "00000000:0000", 2));
        Path six = folder.resolve("udp6");
        Files.writeString(six, HEAD
            + LINE.formatted(1, "00000000000000000000000001000000:1F90", "00000000000000000000000000000000:0000", 11)
            + LINE.formatted(2, "0000000000000000FFFF00000100007F:1F92", "00000000000000000000000000000000:0000", 13));
        DropTable table = new DropTable(List.of(four, six, folder.resolve("missing")));
        table.read();

        assertEquals(7, table.row(at("127.0.0.1", 8080), null).dropped());
        assertEquals(5, table.row(at("127.0.0.1", 8080), at("127.0.0.2", 53)).dropped());
        assertEquals(3, table.row(at("0.0.0.0", 8081), null).dropped(),
            "sockets that share an address share their number");
        assertEquals(11, table.row(at("::1", 8080), null).dropped());
        assertEquals(13, table.row(at("127.0.0.1", 8082), null).dropped(), "IPv4 on a socket for both");
        assertEquals(-1, table.row(at("127.0.0.1", 9), null).dropped());
    }

    @Test
    void shouldNotTellWhatItDoesNotKnow() throws IOException {
        Path nonsense = folder.resolve("udp");
        Files.writeString(nonsense, HEAD + "what is this?\n");
        DropTable table = new DropTable(List.of(nonsense));
        table.read();

        assertEquals(-1, table.row(at("127.0.0.1", 9), null).dropped());
        assertEquals(-1, new DropTable(List.of()).row(at("127.0.0.1", 9), null).dropped());
    }

    @Test
    void shouldCountWhatTheKernelDrops() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "this system doesn't tell");
        SocketOptions small = SocketOptions.NONE.receiveBuffer(4096);
        BindSettings settings = BindSettings.DEFAULT.options(small);
        try (UdpFixture udp = new UdpFixture();
            DatagramSocket peer = stranger();
            DatagramSocket peer6 = stranger(ANY6)) {
            dropsAreCounted(udp, udp.open(ANY, settings), peer);
            dropsAreCounted(udp, udp.open(ANY, settings.family(StandardProtocolFamily.INET)), peer);
            dropsAreCounted(udp, udp.open(ANY6, settings), peer6);
            dropsAreCounted(udp, udp.connect(address(peer), ConnectSettings.DEFAULT.options(small)), peer);
        }
    }

    private static void dropsAreCounted(UdpFixture udp, Opened opened, DatagramSocket peer) throws IOException {
        opened.endpoint().tell(new Endpoint.SuspendReading());
        udp.figures(opened.endpoint());
        for (int i = 0; i < 100; i++) {
            UdpFixture.send(peer, "x".repeat(500), opened.local());
        }
        await().until(() -> udp.figures(opened.endpoint()).dropped() > 0);
        opened.endpoint().tell(new Endpoint.ResumeReading());
        await().until(() -> {
            EndpointFigures figures = udp.figures(opened.endpoint());
            return figures.received() > 0 && figures.received() + figures.dropped() == 100;
        });
    }
}
