package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.PcapTap;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tap writes about real connections is read back, and compared with what was said. */
class PcapTapTest {
    @TempDir
    Path directory;
    private Path file;
    private PcapTap tap;
    private TcpFixture tcp;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("test.pcap");
        tap = PcapTap.open(file);
        tcp = new TcpFixture();
    }

    @AfterEach
    void stop() throws IOException {
        tcp.close();
        tap.close();
    }

    // ---- one connection ----

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldTellTheStoryOfAnAcceptedConnection(String host) throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null, host);
        InetSocketAddress server = listen(new InetSocketAddress(host, 0));
        try (Socket client = TcpFixture.client(server)) {
            Tcp.Connected accepted = tcp.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = tcp.register(accepted);
            TcpFixture.send(client, "hello");
            handler.expect(Connection.Received.class);
            write(accepted, ByteString.utf8("good morning"));
            assertEquals("good morning", TcpFixture.receive(client, 12));
            client.shutdownOutput();
            handler.expect(Connection.Closed.class);

            Capture capture = read();
            InetSocketAddress peer = accepted.remote();
            assertEquals(List.of("< SYN", "> SYN ACK", "< ACK", "< PSH ACK 5", "> PSH ACK 12", "< FIN ACK", "> ACK",
                "> FIN ACK", "< ACK"), capture.story(server, peer));
            assertEquals("hello", text(capture.stream(peer, server)));
            assertEquals("good morning", text(capture.stream(server, peer)));
            assertEquals(capture.packets().size(), capture.between(server, peer).size());
        }
    }

    private InetSocketAddress listen(InetSocketAddress local) {
        tcp.manager.tell(new Tcp.Bind(local, tcp.binder.ref(), null, BindSettings.DEFAULT.layer(tap)));
        return tcp.binder.expect(Tcp.Bound.class).local();
    }

    /** The peer may have the bytes before the tap has seen that they were sent; the ack comes later. */
    private Probe<String> write(Tcp.Connected connected, ByteString data) {
        Probe<String> acks = Probe.in(tcp.system);
        connected.connection().tell(new Connection.Write(data, new Connection.Ack<>(acks.ref(), "written")));
        return acks;
    }

    private Capture read() throws IOException {
        tap.close();
        assertEquals(0, tap.dropped());
        return Capture.read(file);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldTellWhoHasCalledWhom() throws IOException {
        InetSocketAddress server = tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT).local();
        Tcp.Connected connected = connect(server);
        Probe<Connection.Event> handler = tcp.register(connected);
        write(connected, ByteString.utf8("echo"));
        handler.expect(Connection.Received.class);
        connected.connection().tell(new Connection.ConfirmedClose());
        handler.expect(Connection.Closed.class);

        assertEquals(List.of("> SYN", "< SYN ACK", "> ACK", "> PSH ACK 4", "< PSH ACK 4", "> FIN ACK", "< ACK",
            "< FIN ACK", "> ACK"), read().story(connected.local(), server));
    }

    private Tcp.Connected connect(InetSocketAddress server) {
        tcp.manager.tell(new Tcp.Connect(server, tcp.binder.ref(), null, ConnectSettings.DEFAULT.layer(tap)));
        return tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldTellOfOurReset() throws IOException {
        InetSocketAddress server = tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT).local();
        Tcp.Connected connected = connect(server);
        Probe<Connection.Event> handler = tcp.register(connected);
        connected.connection().tell(new Connection.Abort());
        handler.expect(Connection.Closed.class);

        assertEquals(List.of("> SYN", "< SYN ACK", "> ACK", "> RST ACK"), read().story(connected.local(), server));
    }

    @Test
    void shouldTellOfThePeersReset() throws IOException {
        InetSocketAddress server = listen(ANY);
        Tcp.Connected accepted;
        Probe<Connection.Event> handler;
        try (Socket client = TcpFixture.client(server)) {
            accepted = tcp.binder.expect(Tcp.Connected.class);
            handler = tcp.register(accepted);
            client.setSoLinger(true, 0);
        }
        handler.expect(Connection.Closed.class);

        assertEquals(List.of("< SYN", "> SYN ACK", "< ACK", "< RST ACK"), read().story(server, accepted.remote()));
    }

    @Test
    void shouldSayNothingOfAConnectionThatIsNotOpened() throws IOException {
        try (SocketChannel holder = SocketChannel.open().bind(ANY)) {
            InetSocketAddress refusing = (InetSocketAddress) holder.getLocalAddress();
            tcp.fails(new Tcp.Connect(refusing, tcp.binder.ref(), null, ConnectSettings.DEFAULT.layer(tap)));
        }
        assertEquals(List.of(), read().packets());
    }

    /** More than a packet of IP holds. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void shouldCutWhatIsTooLongForAPacket(String host) throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName(host)) != null, host);
        byte[] data = random(1_000_003);
        InetSocketAddress server = listen(new InetSocketAddress(host, 0));
        try (Socket client = TcpFixture.client(server)) {
            Tcp.Connected accepted = tcp.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = tcp.register(accepted);
            client.getOutputStream().write(data);
            receive(handler, data.length);
            Probe<String> acks = write(accepted, ByteString.copyOf(data));
            client.getInputStream().readNBytes(data.length);
            acks.expect("written");

            allIsThere(data, read(), server, accepted.remote());
        }
    }

    private static void allIsThere(byte[] data, Capture capture, InetSocketAddress server, InetSocketAddress peer) {
        assertArrayEquals(data, capture.stream(peer, server));
        assertArrayEquals(data, capture.stream(server, peer));
        assertTrue(capture.packets().stream().allMatch(packet -> packet.length() <= 65_535));
        capture.assertInOrderOfTime();
    }

    private static byte[] random(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }

    private static void receive(Probe<Connection.Event> handler, int bytes) {
        int received = 0;
        while (received < bytes) {
            received += handler.await(Connection.Received.class, any -> true).data().length();
        }
    }

    @Test
    void shouldKeepOnlyTheBeginningsOfPackets() throws IOException {
        tap.close();
        tap = PcapTap.to(Files.newByteChannel(file, StandardOpenOption.WRITE), 128, 128 * 1024);
        InetSocketAddress server = listen(ANY);
        try (Socket client = TcpFixture.client(server)) {
            Tcp.Connected accepted = tcp.binder.expect(Tcp.Connected.class);
            Probe<String> acks = write(accepted, ByteString.utf8("x".repeat(1000)));
            TcpFixture.receive(client, 1000);
            acks.expect("written");

            Capture capture = read();
            Capture.Packet last = capture.packets().getLast();
            assertEquals(128, capture.snapLength());
            assertEquals(1040, last.length());
            assertEquals("x".repeat(128 - 40), text(last.payload()));
        }
    }

    @Test
    void shouldShowStreamsWithoutInternetAddressesToo() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            StreamHandle stream = tap.wrap(NioStream.connect(SocketChannel.open(StandardProtocolFamily.UNIX), address));
            assertTrue(stream.open());
            stream.write(StandardCharsets.UTF_8.encode("hello"));
            stream.close();
            server.accept().close();
        }
        Capture capture = read();
        Capture.Packet first = capture.packets().getFirst();
        assertEquals(new InetSocketAddress("127.0.0.1", 1), first.from());
        assertEquals("hello", text(capture.stream(first.from(), first.to())));
    }

    // ---- many connections ----

    @Test
    void shouldWriteAllConnectionsOfAllLoopsToOneFile() throws IOException {
        InetSocketAddress server = tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT).local();
        List<Tcp.Connected> clients = new ArrayList<>();
        List<Probe<Connection.Event>> handlers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(connect(server));
            handlers.add(tcp.register(clients.getLast()));
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).connection().tell(new Connection.Write(ByteString.copyOf(random(10_000 + i))));
        }
        for (int i = 0; i < clients.size(); i++) {
            receive(handlers.get(i), 10_000 + i);
        }

        Capture capture = read();
        for (int i = 0; i < clients.size(); i++) {
            assertArrayEquals(random(10_000 + i), capture.stream(clients.get(i).local(), server));
            assertArrayEquals(random(10_000 + i), capture.stream(server, clients.get(i).local()));
        }
        capture.assertInOrderOfTime();
    }

    // ---- when the file can't be written ----

    /** The header passes; what comes then waits for the test, or fails as it says. */
    private static final class Slow implements WritableByteChannel {
        private final CountDownLatch released = new CountDownLatch(1);
        private final IOException failure;
        private boolean hasHeader;
        private boolean isClosed;
        private long written;

        Slow(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (hasHeader) {
                awaitRelease();
                if (failure != null) {
                    throw failure;
                }
            }
            hasHeader = true;
            int count = source.remaining();
            written += count;
            source.position(source.limit());
            return count;
        }

        private void awaitRelease() throws IOException {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public boolean isOpen() {
            return !isClosed;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void shouldDropPacketsRatherThanLetConnectionsWait() throws IOException {
        Slow slow = new Slow(null);
        tap.close();
        tap = PcapTap.to(slow, 65_535, 128 * 1024);

        echo(2_000_000);

        assertTrue(tap.dropped() > 0);
        slow.released.countDown();
        tap.close();
        assertTrue(slow.isClosed);
        assertTrue(slow.written > 0 && slow.written < 300 * 1024, "written: " + slow.written);
    }

    @Test
    void shouldNotDisturbConnectionsWhenTheDiskIsFull() throws IOException {
        IOException full = new IOException("No space left on device");
        Slow failing = new Slow(full);
        failing.released.countDown();
        tap.close();
        tap = PcapTap.to(failing, 65_535, 128 * 1024);

        echo(2_000_000);

        assertTrue(tap.dropped() > 0);
        assertSame(full, assertThrows(IOException.class, tap::close).getCause());
        assertTrue(failing.isClosed);
        tap = PcapTap.open(file);
    }

    @Test
    void shouldNotDisturbConnectionsWhenItIsClosedBeforeThem() throws IOException {
        tap.close();
        echo(100_000);
        tap.close();
        assertEquals(List.of(), read().packets());
    }

    private void echo(int bytes) {
        InetSocketAddress server = tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT).local();
        Tcp.Connected connected = connect(server);
        Probe<Connection.Event> handler = tcp.register(connected);
        connected.connection().tell(new Connection.Write(ByteString.copyOf(random(bytes))));
        receive(handler, bytes);
    }

    @Test
    void shouldNotTakeSizesThatDoNotWork() throws IOException {
        try (WritableByteChannel channel = new Slow(null)) {
            assertThrows(IllegalArgumentException.class, () -> PcapTap.to(channel, 127, 128 * 1024));
            assertThrows(IllegalArgumentException.class, () -> PcapTap.to(channel, 65_536, 128 * 1024));
            assertThrows(IllegalArgumentException.class, () -> PcapTap.to(channel, 128, 128 * 1024 - 1));
        }
        assertThrows(IOException.class, () -> PcapTap.open(directory.resolve("missing/file")));
    }
}
