package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.receive;
import static dev.sluice.udp.UdpFixture.receiveText;
import static dev.sluice.udp.UdpFixture.stranger;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known to go wrong with the ancestor's UDP, done right. */
class UdpWeaknessesTest {
    private static final ByteString TOO_LONG = ByteString.copyOf(new byte[70_000]);
    private static final InetSocketAddress BROADCAST = new InetSocketAddress("255.255.255.255", 9);

    private final TestNames names = new TestNames().with("peer.test", "127.0.0.1").with("slow.test", "127.0.0.1");
    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.resolver(names));

    @AfterEach
    void close() {
        names.endSlowLookUps();
        udp.close();
    }

    // ---- errors ----

    @Test
    void anErrorOfASendFailsThatDatagramAlone() {
        Opened receiver = udp.open();
        Opened sender = udp.open();
        List<Send> bad = List.of(new Send(TOO_LONG, receiver.local()), new Send(ByteString.utf8("x"), BROADCAST),
            new Send(ByteString.utf8("to nobody")),
            new Send(ByteString.utf8("x"), new InetSocketAddress("127.0.0.1", 0)),
            new Send(ByteString.utf8("x"), new SocketAddress() {
                private static final long serialVersionUID = 1;
            }));
        for (Send send : bad) {
            sender.endpoint().tell(send);
            sender.send("after it", receiver.local());

            CommandFailed failed = sender.events().expect(CommandFailed.class);
            assertEquals(send, failed.command());
            assertInstanceOf(IOException.class, failed.cause());
            assertEquals("after it", receiver.received());
        }
        assertEquals(bad.size(), udp.figures(sender.endpoint()).failed());
    }

    @Test
    void anErrorOfASendToAConnectedPeerFailsThatDatagramAlone() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Opened client = udp.connect(address(peer));
            client.endpoint().tell(new Send(TOO_LONG));
            client.endpoint().tell(new Send(ByteString.utf8("after it")));

            assertEquals(TOO_LONG, ((Send) client.events().expect(CommandFailed.class).command()).data());
            assertEquals("after it", receiveText(peer));
        }
    }

    @Test
    void aDatagramThatIsTooLongFailsAloneInItsBatch() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Opened sender = udp.open();
            Datagram tooLong = new Datagram(TOO_LONG, address(peer));
            Probe<Object> acks = Probe.in(udp.system);
            sender.endpoint().tell(new SendAll(List.of(datagram("first", peer), tooLong, datagram("last", peer)),
                new Endpoint.Ack<>(acks.ref(), "all sent", failed -> failed)));

            CommandFailed failed = acks.expect(CommandFailed.class);

            assertEquals(List.of(tooLong), ((SendAll) failed.command()).datagrams());
            assertEquals("first", receiveText(peer));
            assertEquals("last", receiveText(peer));
        }
    }

    private static Datagram datagram(String text, DatagramSocket to) {
        return new Datagram(ByteString.utf8(text), address(to));
    }

    // ---- empty, and too long ----

    @Test
    void emptyDatagramsGoBothWays() throws IOException {
        try (DatagramSocket peer = stranger()) {
            for (Opened here : List.of(udp.open(), udp.connect(address(peer)))) {
                Probe<String> acks = Probe.in(udp.system);
                here.endpoint()
                    .tell(new Send(ByteString.empty(), address(peer), new Endpoint.Ack<>(acks.ref(), "sent")));
                acks.expect("sent");
                assertEquals(0, receive(peer).getLength());

                UdpFixture.send(peer, "", here.local());
                here.events().expect(new Received(ByteString.empty(), address(peer)));
            }
        }
    }

    @Test
    void whatIsCutOffIsToldOf() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Opened here = udp.open(ANY,
                BindSettings.DEFAULT.endpoint(EndpointSettings.DEFAULT.longestDatagram(5)));
            UdpFixture.send(peer, "exact", here.local());
            UdpFixture.send(peer, "longer", here.local());

            assertEquals("exact", here.received());
            here.events().expect(new Endpoint.Truncated(ByteString.utf8("longe"), address(peer)));
            assertEquals(1, udp.figures(here.endpoint()).truncated());
        }
    }

    @Test
    void theLongestDatagramOfAllIsSentAndReceived() {
        ByteString longest = ByteString.copyOf(new byte[65_507]);
        Opened receiver = udp.open();
        udp.open().endpoint().tell(new Send(longest, receiver.local()));

        assertEquals(longest, receiver.events().expect(Received.class).data());
    }

    // ---- names ----

    @Test
    void theFirstSendToANameArrives() {
        Opened receiver = udp.open();
        InetSocketAddress byName = InetSocketAddress.createUnresolved("peer.test", receiver.local().getPort());

        udp.open().send("by name", byName);

        assertEquals("by name", receiver.received());
    }

    @Test
    void aLookUpThatFailsOrIsSlowHoldsUpNobody() {
        Opened receiver = udp.open();
        Opened sender = udp.open();
        int port = receiver.local().getPort();
        sender.send("slow", InetSocketAddress.createUnresolved("slow.test", port));
        sender.send("lost", InetSocketAddress.createUnresolved("unknown.test", port));
        sender.send("at once", receiver.local());
        sender.send("by name", InetSocketAddress.createUnresolved("peer.test", port));

        List<String> came = new ArrayList<>(List.of(receiver.received(), receiver.received()));
        assertInstanceOf(UnknownHostException.class, sender.events().expect(CommandFailed.class).cause());
        came.sort(null);
        assertEquals(List.of("at once", "by name"), came);
        names.endSlowLookUps();
        assertEquals("slow", receiver.received());
    }

    @Test
    void aNameThatCanBeResolvedIsConnectedTo() {
        Opened receiver = udp.open();
        InetSocketAddress byName = InetSocketAddress.createUnresolved("peer.test", receiver.local().getPort());

        Opened client = udp.connect(byName);
        client.endpoint().tell(new Send(ByteString.utf8("connected by name")));

        assertEquals("connected by name", receiver.received());
    }

    @Test
    void aNameThatCanBeResolvedIsBoundTo() {
        InetSocketAddress byName = InetSocketAddress.createUnresolved("peer.test", 0);

        assertEquals(ANY.getAddress(), udp.open(byName, BindSettings.DEFAULT).local().getAddress());
    }

    // ---- reading ----

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void suspendReadingIsNeverLost(boolean batches) throws Exception {
        Opened here = udp.open(ANY,
            BindSettings.DEFAULT.endpoint(EndpointSettings.DEFAULT.receivesBatches(batches)));
        AtomicBoolean isOver = new AtomicBoolean();
        try (DatagramSocket peer = stranger()) {
            Thread flood = Thread.ofPlatform().start(() -> flood(peer, here.local(), isOver));
            for (int i = 0; i < 200; i++) {
                here.endpoint().tell(new Endpoint.SuspendReading());
                long suspended = udp.figures(here.endpoint()).received();
                UdpFixture.send(peer, "ready", here.local());
                assertEquals(suspended, udp.figures(here.endpoint()).received());
                here.endpoint().tell(new Endpoint.ResumeReading());
                await().until(() -> udp.figures(here.endpoint()).received() > suspended);
            }
            isOver.set(true);
            flood.join();
        }
    }

    private static void flood(DatagramSocket from, InetSocketAddress to, AtomicBoolean isOver) {
        try {
            while (!isOver.get()) {
                UdpFixture.send(from, "flood", to);
                Thread.yield();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // ---- no pacing ----

    @Test
    void manyLeaveWithoutWaitingForEachOther() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Opened sender = udp.open();
            Probe<String> acks = Probe.in(udp.system);
            List<Datagram> batch = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sender.send("one " + i, address(peer));
                batch.add(datagram("of a batch " + i, peer));
            }
            sender.endpoint().tell(new SendAll(batch, new Endpoint.Ack<>(acks.ref(), "all of it")));
            acks.expect("all of it");
            for (int i = 0; i < 100; i++) {
                assertEquals("one " + i, receiveText(peer));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("of a batch " + i, receiveText(peer));
            }
            acks.expectNothing();
        }
    }

    @Test
    void datagramsComeInBatchesIfThatIsWanted() throws IOException {
        Opened here = udp.open(ANY,
            BindSettings.DEFAULT.endpoint(EndpointSettings.DEFAULT.receivesBatches(true)));
        here.endpoint().tell(new Endpoint.SuspendReading());
        udp.figures(here.endpoint());
        try (DatagramSocket peer = stranger()) {
            for (int i = 0; i < 10; i++) {
                UdpFixture.send(peer, "" + i, here.local());
            }
            here.endpoint().tell(new Endpoint.ResumeReading());
            List<Datagram> all = new ArrayList<>();
            while (all.size() < 10) {
                all.addAll(here.events().expect(Endpoint.ReceivedAll.class).datagrams());
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(new Datagram(ByteString.utf8("" + i), address(peer)), all.get(i));
            }
        }
    }

    // ---- senders ----

    @Test
    void optionsOfASenderCount() {
        udp.manager.tell(new Udp.OpenSender(udp.binder.ref(),
            SenderSettings.DEFAULT.options(SocketOptions.NONE.broadcast(true).trafficClass(16))));
        SocketOptions.Effective options = udp.options(udp.binder.expect(Udp.SenderOpened.class).endpoint());

        assertEquals(true, options.get(StandardSocketOptions.SO_BROADCAST));
        assertEquals(16, options.get(StandardSocketOptions.IP_TOS));
    }

    @Test
    void aSenderNeverReads() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Udp.SenderOpened sender = udp.openSender();
            Probe<Endpoint.Event> curious = udp.register(sender.endpoint());
            sender.endpoint().tell(new Send(ByteString.utf8("question"), address(peer)));
            receiveText(peer);
            UdpFixture.send(peer, "answer", new InetSocketAddress("127.0.0.1", sender.local().getPort()));

            sender.endpoint().tell(new Send(TOO_LONG, address(peer)));
            curious.expect(CommandFailed.class);
            assertEquals(0, udp.figures(sender.endpoint()).received());
            sender.endpoint().tell(new Endpoint.Close());
            assertNull(curious.expect(Endpoint.Closed.class).cause());
            udp.binder.expect(new Udp.SenderClosed(sender.endpoint(), null));
        }
    }

    /** Those who are told nothing of a failure would have to guess. */
    @Test
    void aFailedCommandHasACause() throws IOException {
        try (DatagramSocket taken = stranger()) {
            Exception cause = udp.fails(new Udp.Bind(address(taken), udp.binder.ref()));
            assertInstanceOf(BindException.class, cause);
            assertTrue(cause.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), cause.getMessage());
        }
    }
}
