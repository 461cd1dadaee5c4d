package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.receive;
import static dev.sluice.udp.UdpFixture.receiveText;
import static dev.sluice.udp.UdpFixture.stranger;
import static dev.sluice.udp.UdpFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ancestor's tests assert of UDP. */
class UdpBehavioursTest {
    private static final InetSocketAddress UNKNOWN = InetSocketAddress.createUnresolved("unknown.test", 53);
    private static final SocketOption<Integer> NONSENSE = SocketOptions.option("NO_SUCH_OPTION", Integer.class);

    private final TestNames names = new TestNames().with("peer.test", "127.0.0.1");
    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.resolver(names));

    @AfterEach
    void close() {
        udp.close();
    }

    @Test
    void b58_aSenderSendsToABoundSocket() {
        Opened receiver = udp.open();
        Udp.SenderOpened sender = udp.openSender();

        sender.endpoint().tell(new Send(ByteString.utf8("hello"), receiver.local()));

        Received received = receiver.events().expect(Received.class);
        assertEquals("hello", received.data().decodeUtf8());
        assertEquals(sender.local().getPort(), ((InetSocketAddress) received.sender()).getPort());
    }

    @Test
    void b59_aTargetThatIsNotFoundFailsAloneWithItsCause() {
        Opened receiver = udp.open();
        Udp.SenderOpened sender = udp.openSender();
        Probe<Object> acks = Probe.in(udp.system);
        Send lost = new Send(ByteString.utf8("lost"), UNKNOWN,
            new Endpoint.Ack<>(acks.ref(), "sent", failed -> failed));

        sender.endpoint().tell(lost);
        Endpoint.CommandFailed failed = acks.expect(Endpoint.CommandFailed.class);
        sender.endpoint().tell(new Send(ByteString.utf8("found"), receiver.local()));

        assertEquals(lost, failed.command());
        assertInstanceOf(UnknownHostException.class, failed.cause());
        assertTrue(failed.cause().getMessage().contains("unknown.test:53"), failed.cause().getMessage());
        assertEquals("found", receiver.received());
    }

    @Test
    void b60_eachOfManyComesOnceWithItsSource() {
        Opened one = udp.open();
        Opened other = udp.open();
        for (int i = 0; i < 20; i++) {
            one.send("to other " + i, other.local());
        }
        for (int i = 0; i < 20; i++) {
            other.events().expect(new Received(ByteString.utf8("to other " + i), one.local()));
            other.send("to one " + i, one.local());
        }
        for (int i = 0; i < 20; i++) {
            one.events().expect(new Received(ByteString.utf8("to one " + i), other.local()));
        }
        for (int i = 0; i < 20; i++) {
            Opened from = i % 2 == 0 ? one : other;
            Opened to = i % 2 == 0 ? other : one;
            from.send("turn " + i, to.local());
            to.events().expect(new Received(ByteString.utf8("turn " + i), from.local()));
        }
        one.events().expectNothing();
        other.events().expectNothing();
    }

    /** Sharing a port works only if it was said before the socket was bound. */
    @Test
    void b61_optionsAreSetBeforeBindAndCanBeSetAfterwards() {
        BindSettings shared = BindSettings.DEFAULT.options(SocketOptions.NONE.reusePort(true));
        Opened first = udp.open(ANY, shared);
        Opened second = udp.open(first.local(), shared);
        assertEquals(first.local(), second.local());

        second.endpoint().tell(new SocketOptions.Set(SocketOptions.NONE.trafficClass(8)));

        assertEquals(8, udp.options(second.endpoint()).get(StandardSocketOptions.IP_TOS));
        assertNotEquals(8, udp.options(first.endpoint()).get(StandardSocketOptions.IP_TOS));
    }

    /** Each of them fails when its options are set, so each has opened a channel: none is left. */
    @Test
    void b63_anOptionThatCantBeSetFailsTheCommandAndLeavesNoSocket() {
        udp.fails(new Udp.OpenSender(udp.binder.ref(), SenderSettings.DEFAULT.options(nonsense())));
        long before = Descriptors.count();

        for (Udp.Command command : new Udp.Command[] {
            new Udp.OpenSender(udp.binder.ref(), SenderSettings.DEFAULT.options(nonsense())),
            new Udp.Bind(ANY, udp.binder.ref(), BindSettings.DEFAULT.options(nonsense())),
            new Udp.Connect(ANY, udp.binder.ref(), ConnectSettings.DEFAULT.options(nonsense()))}) {
            Exception cause = udp.fails(command);
            assertTrue(cause.getMessage().contains("NO_SUCH_OPTION to 7"), cause.getMessage());
        }
        assertEquals(before, Descriptors.count());
    }

    private static SocketOptions nonsense() {
        return SocketOptions.NONE.with(NONSENSE, 7);
    }

    @Test
    void b64_connectingToANameThatIsNotFoundFailsEachTime() {
        for (int i = 0; i < 2; i++) {
            Exception cause = udp.fails(new Udp.Connect(UNKNOWN, udp.binder.ref()));
            assertInstanceOf(UnknownHostException.class, cause);
            assertTrue(cause.getMessage().contains("can't connect to unknown.test:53"), cause.getMessage());
        }
    }

    @Test
    void b65_connectedWithoutALocalAddressItSendsFromAFreePort() throws IOException {
        try (DatagramSocket server = stranger()) {
            Opened client = udp.connect(address(server));
            client.endpoint().tell(new Send(ByteString.utf8("question")));

            DatagramPacket question = receive(server);
            assertEquals("question", text(question));
            assertEquals(client.local(), question.getSocketAddress());
            UdpFixture.send(server, "answer", client.local());
            client.events().expect(new Received(ByteString.utf8("answer"), address(server)));
        }
    }

    @Test
    void b66_connectedWithALocalAddressItSendsFromThere() throws IOException {
        InetSocketAddress local = freeAddress();
        try (DatagramSocket server = stranger()) {
            Opened client = udp.connect(address(server), ConnectSettings.DEFAULT.local(local));
            assertEquals(local, client.local());
            client.endpoint().tell(new Send(ByteString.utf8("question")));

            assertEquals(local, receive(server).getSocketAddress());
            UdpFixture.send(server, "answer", local);
            assertEquals("answer", client.received());
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (DatagramSocket free = stranger(new InetSocketAddress("127.0.0.3", 0))) {
            return address(free);
        }
    }

    @Test
    void b67_thePortOfAServerIsFreeAtOnceAndItsSuccessorIsReached() {
        Udp.Bound first = udp.bind(ANY, BindSettings.DEFAULT);
        Opened client = udp.connect(first.local());

        assertEquals(new Udp.Unbound(first.local(), null), udp.unbind(first));
        udp.binder.expect(new Udp.Unbound(first.local(), null));
        Opened second = udp.open(first.local(), BindSettings.DEFAULT);
        client.endpoint().tell(new Send(ByteString.utf8("still there?")));

        assertEquals("still there?", second.received());
    }

    /** On Linux each datagram is answered with a report, which the next system call gives instead of what it should do. */
    @Test
    void b68_aServerThatIsGoneIsAnEventAndSendsAreStillAcked() throws IOException {
        Opened client;
        InetSocketAddress gone;
        try (DatagramSocket server = stranger()) {
            gone = address(server);
            client = udp.connect(gone);
        }
        Probe<String> acks = Probe.in(udp.system);
        for (int i = 0; i < 10; i++) {
            String ack = "sent " + i;
            client.endpoint().tell(new Send(ByteString.utf8("anybody?"), null,
                new Endpoint.Ack<>(acks.ref(), ack, failed -> "failed: " + failed)));
            acks.expect(ack);
        }
        Endpoint.NetworkError error = client.events().expect(Endpoint.NetworkError.class);
        assertInstanceOf(PortUnreachableException.class, error.cause());

        try (DatagramSocket server = stranger(gone)) {
            client.endpoint().tell(new Send(ByteString.utf8("hello")));
            assertEquals("hello", receiveText(server));
        }
    }

    /** Ours opens channels by the family that is said, and has no code of the user's do it. */
    @Test
    void b62_theFamilyIsChosenBySettings() {
        Opened four = udp.open(ANY, BindSettings.DEFAULT.family(StandardProtocolFamily.INET));
        assertEquals(ANY.getAddress(), four.local().getAddress());

        InetSocketAddress six = new InetSocketAddress("::1", 0);
        Exception cause = udp.fails(new Udp.Bind(six, udp.binder.ref(),
            BindSettings.DEFAULT.family(StandardProtocolFamily.INET)));
        assertInstanceOf(BindException.class, cause);
    }
}
