package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handle alone, on real sockets. */
class NioDatagramTest {
    private static final int LONGEST = 65507;

    /** What came. */
    private record Came(String text, SocketAddress sender, boolean isTruncated) {}

    private final Stepped stepped = new Stepped();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);
    private final List<Came> came = new ArrayList<>();
    private final DatagramSocket peer = new DatagramSocket(EndpointFixture.ANY_PORT);
    private NioDatagram handle;

    NioDatagramTest() throws IOException {
        peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        if (handle != null) {
            handle.close();
        }
        stepped.close();
    }

    // ---- receiving ----

    private int receive(int longest, int count) throws IOException {
        return handle.receive(scratch, longest, count,
            (data, sender, isTruncated) -> came
                .add(new Came(ByteString.copyOf(data).decodeUtf8(), sender, isTruncated)));
    }

    private void peerSends(String... texts) throws IOException {
        for (String text : texts) {
            byte[] bytes = ByteString.utf8(text).toByteArray();
            peer.send(new DatagramPacket(bytes, bytes.length, handle.localAddress()));
        }
    }

    private Came came(String text, boolean isTruncated) {
        return new Came(text, peer.getLocalSocketAddress(), isTruncated);
    }

    /** Loopback delivers within the send. */
    @Test
    void shouldReceiveSeveralAlsoEmptyOnes() throws IOException {
        handle = EndpointFixture.bind();
        assertEquals(0, receive(LONGEST, 1));
        peerSends("a", "", "c", "d");
        assertEquals(3, receive(LONGEST, 3));
        assertEquals(List.of(came("a", false), came("", false), came("c", false)), came);
        assertEquals(1, receive(LONGEST, 3));
    }

    @Test
    void shouldReceiveEmptyOnesOfTheConnectedPeer() throws IOException {
        handle = EndpointFixture.connect(peer.getLocalSocketAddress());
        peerSends("", "", "x");
        assertEquals(3, receive(LONGEST, 64));
        assertEquals(List.of(came("", false), came("", false), came("x", false)), came);
    }

    @Test
    void shouldGiveTheBeginningOfWhatIsTooLong() throws IOException {
        handle = EndpointFixture.bind();
        peerSends("abc", "abcd", "abcde");
        assertEquals(3, receive(4, 64));
        assertEquals(List.of(came("abc", false), came("abcd", false), came("abcd", true)), came);
    }

    @Test
    void shouldReceiveTheLongestThereIs() throws IOException {
        handle = EndpointFixture.bind();
        peerSends("x".repeat(LONGEST));
        assertEquals(1, receive(LONGEST, 1));
        assertEquals(List.of(came("x".repeat(LONGEST), false)), came);
    }

    // ---- sending ----

    /** What is offered, and what comes of it. */
    private static final class Offer implements DatagramHandle.Batch {
        private final List<Datagram> datagrams;
        private final Map<Integer, IOException> failures = new TreeMap<>();
        private final List<IOException> reported = new ArrayList<>();

        Offer(Datagram... datagrams) {
            this.datagrams = Arrays.asList(datagrams);
        }

        @Override
        public int size() {
            return datagrams.size();
        }

        @Override
        public ByteBuffer data(int index) {
            return datagrams.get(index).data().asByteBuffer();
        }

        @Override
        public SocketAddress target(int index) {
            return datagrams.get(index).peer();
        }

        @Override
        public void failed(int index, IOException cause) {
            assertNull(failures.put(index, cause));
        }

        @Override
        public void reported(IOException cause) {
            reported.add(cause);
        }
    }

    private Datagram datagram(String text) {
        return datagram(text, peer.getLocalSocketAddress());
    }

    private static Datagram datagram(String text, SocketAddress target) {
        return new Datagram(ByteString.utf8(text), target);
    }

    private String peerReceives() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        peer.receive(packet);
        return ByteString.copyOf(packet.getData(), 0, packet.getLength()).decodeUtf8();
    }

    private void expectAtPeer(String... texts) throws IOException {
        for (String text : texts) {
            assertEquals(text, peerReceives());
        }
    }

    /** As an endpoint does: what is left is offered again when the poller says that there is room. */
    private void sendAll(Datagram... datagrams) throws IOException {
        Bits signal = new Bits();
        ChannelPoller.Registration registration = stepped.register(handle, signal);
        registration.interest(Ready.WRITE);
        int sent = handle.send(new Offer(datagrams));
        while (sent < datagrams.length) {
            stepped.untilRaised(signal, Ready.WRITE);
            sent += handle.send(new Offer(Arrays.copyOfRange(datagrams, sent, datagrams.length)));
        }
        letGo(registration);
    }

    private void letGo(ChannelPoller.Registration registration) {
        boolean[] flushed = {false};
        registration.cancel(() -> flushed[0] = true);
        stepped.until(() -> flushed[0]);
    }

    @Test
    void shouldSendInOrder() throws IOException {
        handle = EndpointFixture.bind();
        assertEquals(3, handle.send(new Offer(datagram("a"), datagram("b"), datagram("c"))));
        expectAtPeer("a", "b", "c");
    }

    @Test
    void shouldSendAnEmptyOneOnceThereIsRoomForCertain() throws IOException {
        handle = EndpointFixture.bind();
        assertEquals(1, handle.send(new Offer(datagram("a"), datagram(""), datagram("b"))));
        assertEquals(2, handle.send(new Offer(datagram(""), datagram("b"))));
        assertEquals(0, handle.send(new Offer(datagram(""))));
        assertEquals(1, handle.send(new Offer(datagram(""))));
        assertEquals(1, handle.send(new Offer(datagram("c"))));
        expectAtPeer("a", "", "b", "", "c");
    }

    @Test
    void shouldSendEmptyOnesToTheConnectedPeer() throws IOException {
        handle = EndpointFixture.connect(peer.getLocalSocketAddress());
        sendAll(datagram("", null), datagram("", null), datagram("a", null), datagram("", null), datagram("b", null));
        expectAtPeer("", "", "a", "", "b");
    }

    @Test
    void shouldNameTheConnectedPeerAsWell() throws IOException {
        handle = EndpointFixture.connect(peer.getLocalSocketAddress());
        assertEquals(1, handle.send(new Offer(datagram("a"))));
        expectAtPeer("a");
    }

    @Test
    void shouldFailOneThatIsTooLong() throws IOException {
        handle = EndpointFixture.bind();
        Offer offer = new Offer(datagram("a"), datagram("x".repeat(LONGEST + 1)), datagram("b"));
        assertEquals(3, handle.send(offer));
        expectAtPeer("a", "b");
        assertEquals(List.of(1), List.copyOf(offer.failures.keySet()));
    }

    @Test
    void shouldFailThoseWhoseTargetsAreNone() throws IOException {
        handle = NioDatagram.of(DatagramChannel.open(StandardProtocolFamily.INET).bind(EndpointFixture.ANY_PORT));
        SocketAddress v6 = new InetSocketAddress(InetAddress.getByName("::1"), 9);
        Offer offer = new Offer(datagram("a"), datagram("b", null),
            datagram("c", InetSocketAddress.createUnresolved("c.test", 9)), datagram("d", v6), datagram("e"));
        assertEquals(5, handle.send(offer));
        expectAtPeer("a", "e");
        assertEquals(List.of(1, 2, 3), List.copyOf(offer.failures.keySet()));
        assertInstanceOf(UnresolvedAddressException.class, offer.failures.get(2).getCause());
        assertInstanceOf(UnsupportedAddressTypeException.class, offer.failures.get(3).getCause());
    }

    @Test
    void shouldFailOneToSomebodyElseThanTheConnectedPeer() throws IOException {
        handle = EndpointFixture.connect(peer.getLocalSocketAddress());
        Offer offer = new Offer(datagram("a", new InetSocketAddress("127.0.0.1", 9)), datagram("b", null));
        assertEquals(2, handle.send(offer));
        expectAtPeer("b");
        assertInstanceOf(AlreadyConnectedException.class, offer.failures.get(0).getCause());
    }

    // ---- what the network reports ----

    @Test
    void shouldReportOnReceivingThatNobodyIsThere() throws IOException {
        handle = EndpointFixture.connect(EndpointFixture.nobody());
        assertEquals(1, handle.send(new Offer(datagram("a", null))));
        awaitReport();
        assertThrows(PortUnreachableException.class, () -> receive(LONGEST, 1));
        assertEquals(0, receive(LONGEST, 1));
    }

    @Test
    void shouldSendWhatMeetsAReportOfAnEarlierOne() throws IOException {
        SocketAddress later = EndpointFixture.nobody();
        handle = EndpointFixture.connect(later);
        assertEquals(1, handle.send(new Offer(datagram("lost", null))));
        awaitReport();
        try (DatagramSocket there = new DatagramSocket(later)) {
            there.setSoTimeout((int) Probe.PATIENCE.toMillis());
            Offer offer = new Offer(datagram("a", null));
            assertEquals(1, handle.send(offer));
            assertEquals(Map.of(), offer.failures);
            assertEquals(1, offer.reported.size());
            assertInstanceOf(PortUnreachableException.class, offer.reported.get(0));
            DatagramPacket packet = new DatagramPacket(new byte[10], 10);
            there.receive(packet);
            assertEquals(1, packet.getLength());
        }
    }

    /** An error counts as readable. */
    private void awaitReport() throws IOException {
        Bits signal = new Bits();
        ChannelPoller.Registration registration = stepped.register(handle, signal);
        registration.interest(Ready.READ);
        stepped.untilRaised(signal, Ready.READ);
        letGo(registration);
    }

    // ---- the rest ----

    @Test
    void shouldSayThatItIsClosed() throws IOException {
        handle = EndpointFixture.connect(peer.getLocalSocketAddress());
        SocketAddress local = handle.localAddress();
        handle.close();
        assertThrows(ClosedChannelException.class, () -> receive(LONGEST, 1));
        assertThrows(ClosedChannelException.class, () -> handle.send(new Offer(datagram("a", null))));
        assertEquals(local, handle.localAddress());
        assertEquals(peer.getLocalSocketAddress(), handle.remoteAddress());
        assertEquals(Map.of(), handle.options().values());
    }

    @Test
    void shouldTellAndChangeOptions() throws IOException {
        handle = EndpointFixture.bind();
        List<Endpoint.Event> events = new ArrayList<>();
        assertTrue(handle.on(new SocketOptions.Set(SocketOptions.NONE.reuseAddress(true)), events::add));
        assertEquals(true, handle.options().values().get("SO_REUSEADDR"));
        assertThrows(IOException.class,
            () -> handle.on(new SocketOptions.Set(SocketOptions.NONE.noDelay(true)), events::add));
        assertFalse(handle.on(new Endpoint.Extension() {}, events::add));
        assertEquals(List.of(), events);
    }

    @Test
    void shouldBeWatchedByItsChannelInNonBlockingMode() throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(EndpointFixture.ANY_PORT);
        handle = NioDatagram.of(channel);
        assertSame(channel, handle.source().channel());
        assertFalse(channel.isBlocking());
        assertEquals(-1, handle.dropped());
        assertFalse(handle.hasInput());
        assertNull(handle.remoteAddress());
        assertEquals("NioDatagram " + channel.getLocalAddress(), handle.toString());
    }

    @Test
    void shouldNotTakeAClosedChannel() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.close();
        assertThrows(ClosedChannelException.class, () -> NioDatagram.of(channel));
    }
}
