package dev.sluice.udp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Groups on this machine: nothing leaves it. */
class MulticastTest {
    private static final InetAddress FOUR = TestNames.address("239.255.77.1");
    private static final InetAddress OTHER = TestNames.address("239.255.77.2");
    private static final InetAddress SIX = TestNames.address("ff11::77:1");

    private final UdpFixture udp = new UdpFixture();
    private final Probe<Object> acks = Probe.in(udp.system);
    private NetworkInterface loopback;

    @BeforeEach
    void find() throws IOException {
        loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assumeTrue(loopback != null, "no loopback interface");
    }

    @AfterEach
    void close() {
        udp.close();
    }

    private static InetAddress group(ProtocolFamily family) {
        return family == StandardProtocolFamily.INET ? FOUR : SIX;
    }

    /** Where what is sent to groups comes back; the loopback interface if that can do it. */
    private NetworkInterface where(ProtocolFamily family) throws IOException {
        StringBuilder why = new StringBuilder("no groups of " + family + " on this machine:");
        if (works(family, loopback, why)) {
            return loopback;
        }
        return NetworkInterface.networkInterfaces().filter(some -> works(family, some, why)).findFirst()
            .orElseThrow(() -> new TestAbortedException(why.toString()));
    }

    /** By plain channels: what doesn't work with them is the machine's affair. With no hops to go, nothing leaves the machine. */
    private static boolean works(ProtocolFamily family, NetworkInterface some, StringBuilder why) {
        try (DatagramChannel receiver = DatagramChannel.open(family).bind(new InetSocketAddress(0));
            DatagramChannel sender = DatagramChannel.open(family);
            Selector selector = Selector.open()) {
            receiver.join(group(family), some);
            receiver.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, some);
            sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
            sender.send(ByteBuffer.allocate(1), new InetSocketAddress(group(family), receiver.socket().getLocalPort()));
            if (selector.select(TimeUnit.SECONDS.toMillis(1)) == 1) {
                return true;
            }
            why.append(' ').append(some.getName()).append(": nothing comes back;");
        } catch (IOException | RuntimeException e) {
            why.append(' ').append(some.getName()).append(": ").append(e).append(';');
        }
        return false;
    }

    private Opened member(ProtocolFamily family) {
        return udp.open(new InetSocketAddress(0), BindSettings.DEFAULT.family(family));
    }

    private Udp.SenderOpened sender(ProtocolFamily family, SocketOptions options) {
        udp.manager.tell(
            new Udp.OpenSender(udp.binder.ref(), SenderSettings.DEFAULT.family(family).options(options)));
        return udp.binder.expect(Udp.SenderOpened.class);
    }

    private Udp.SenderOpened sender(SocketOptions options) {
        return sender(StandardProtocolFamily.INET, options);
    }

    private static SocketOptions by(NetworkInterface some) {
        return SocketOptions.NONE.multicastInterface(some).multicastTimeToLive(0);
    }

    /** Returns when the kernel has it. */
    private void send(Udp.SenderOpened sender, String text, InetAddress to, Opened member) {
        sender.endpoint().tell(
            new Send(ByteString.utf8(text), new InetSocketAddress(to, member.local().getPort()), ack()));
        acks.expect("done");
    }

    private Endpoint.Ack<Object> ack() {
        return new Endpoint.Ack<>(acks.ref(), "done", failed -> failed);
    }

    private void succeeds(Opened member, Udp.Membership command) {
        member.endpoint().tell(command);
        acks.expect("done");
    }

    private Exception fails(Opened member, Udp.Membership command) {
        member.endpoint().tell(command);
        CommandFailed failed = acks.expect(CommandFailed.class);
        assertEquals(command, failed.command());
        return failed.cause();
    }

    // ---- joining ----

    @ParameterizedTest
    @EnumSource(value = StandardProtocolFamily.class, names = {"INET", "INET6"})
    void b104_whatIsSentToAGroupThatIsJoinedArrives(StandardProtocolFamily family)
        throws IOException {
        NetworkInterface where = where(family);
        Opened member = member(family);
        Udp.SenderOpened sender = sender(family, by(where));
        send(sender, "too early", group(family), member);

        succeeds(member, new Udp.Join(group(family), where, null, ack()));
        send(sender, "joined", group(family), member);

        assertEquals("joined", member.received());
    }

    @Test
    void whoHasLeftHearsNoMore() throws IOException {
        NetworkInterface where = where(StandardProtocolFamily.INET);
        Opened member = member(StandardProtocolFamily.INET);
        Udp.SenderOpened sender = sender(by(where));
        succeeds(member, new Udp.Join(FOUR, where, null, ack()));
        succeeds(member, new Udp.Join(OTHER, where, null, ack()));

        succeeds(member, new Udp.Leave(FOUR, where, null, ack()));
        send(sender, "lost", FOUR, member);
        send(sender, "found", OTHER, member);

        assertEquals("found", member.received());
        member.events().expectNothing();
    }

    /** A sender's source is the address of the interface by which it sends, unless it is bound to another. */
    @Test
    void whoJoinsWithASourceHearsThatOneAlone() throws IOException {
        NetworkInterface where = where(StandardProtocolFamily.INET);
        Opened member = member(StandardProtocolFamily.INET);
        BindSettings settings = BindSettings.DEFAULT.family(StandardProtocolFamily.INET)
            .options(SocketOptions.NONE.multicastInterface(where));
        Opened wanted = udp.open(UdpFixture.ANY, settings);
        Opened other = udp.open(new InetSocketAddress("127.0.0.2", 0), settings);
        Udp.Join join = new Udp.Join(FOUR, where, wanted.local().getAddress(), ack());
        succeeds(member, join);

        InetSocketAddress group = new InetSocketAddress(FOUR, member.local().getPort());
        other.send("not wanted", group);
        awaitSent(other, 1);
        wanted.send("wanted", group);
        member.events().expect(new Received(ByteString.utf8("wanted"), wanted.local()));

        succeeds(member, new Udp.Join(FOUR, where, other.local().getAddress(), ack()));
        other.send("wanted too", group);
        assertEquals("wanted too", member.received());

        succeeds(member, new Udp.Leave(FOUR, where, wanted.local().getAddress(), ack()));
        wanted.send("not any more", group);
        awaitSent(wanted, 2);
        other.send("still", group);
        assertEquals("still", member.received());
    }

    private void awaitSent(Opened sender, int count) {
        await().until(() -> udp.figures(sender.endpoint()).sent() == count);
    }

    @Test
    void joiningTwiceIsJoiningOnce() throws IOException {
        NetworkInterface where = where(StandardProtocolFamily.INET);
        Opened member = member(StandardProtocolFamily.INET);
        succeeds(member, new Udp.Join(FOUR, where, null, ack()));
        succeeds(member, new Udp.Join(FOUR, where, null, ack()));
        succeeds(member, new Udp.Leave(FOUR, where, null, ack()));

        Exception cause = fails(member, new Udp.Leave(FOUR, where, null, ack()));
        assertTrue(cause.getMessage().contains("239.255.77.1 at " + where.getName()), cause.getMessage());
    }

    @Test
    void aMembershipEndsWithItsSocket() throws IOException {
        NetworkInterface where = where(StandardProtocolFamily.INET);
        Path memberships = Path.of("/proc/net/igmp");
        assumeTrue(Files.isReadable(memberships), "no " + memberships);
        String inHex = "%08X".formatted(Integer.reverseBytes(ByteBuffer.wrap(OTHER.getAddress()).getInt()));
        Opened member = member(StandardProtocolFamily.INET);
        succeeds(member, new Udp.Join(OTHER, where, null, ack()));
        assumeTrue(Files.readString(memberships).contains(inHex), "groups are listed otherwise here");

        udp.close(member);

        assertTrue(!Files.readString(memberships).contains(inHex));
    }

    // ---- failing ----

    @Test
    void aJoinThatFailsFailsAlone() {
        Opened member = member(StandardProtocolFamily.INET);
        for (Udp.Join wrong : new Udp.Join[] {
            new Udp.Join(TestNames.address("10.0.0.1"), loopback, null, ack()),
            new Udp.Join(SIX, loopback, null, ack()),
            new Udp.Join(FOUR, loopback, SIX, ack())}) {
            Exception cause = fails(member, wrong);
            assertInstanceOf(IOException.class, cause);
            assertTrue(cause.getMessage().contains("can't join " + wrong.group().getHostAddress() + " at "
                + loopback.getName()), cause.getMessage());
        }
        Udp.Join wrong = new Udp.Join(SIX, loopback);
        member.endpoint().tell(wrong);
        assertEquals(wrong, member.events().expect(CommandFailed.class).command());
        member.endpoint().tell(new Udp.Join(SIX, loopback, null, new Endpoint.Ack<>(acks.ref(), "done")));
        member.events().expect(CommandFailed.class);

        Opened other = udp.open();
        other.send("alive", new InetSocketAddress("127.0.0.1", member.local().getPort()));
        assertEquals("alive", member.received());
    }

    @Test
    void aJoinThatComesLateFails() {
        Opened member = udp.open();
        udp.close(member);

        fails(member, new Udp.Join(FOUR, loopback, null, ack()));
    }

    // ---- options ----

    @ParameterizedTest
    @EnumSource(value = StandardProtocolFamily.class, names = {"INET", "INET6"})
    void optionsOfGroupsAreSet(StandardProtocolFamily family) {
        SocketOptions.Effective has = udp.options(
            sender(family,
                SocketOptions.NONE.multicastInterface(loopback).multicastTimeToLive(7).multicastLoopback(false))
                .endpoint());

        assertEquals(loopback, has.get(StandardSocketOptions.IP_MULTICAST_IF));
        assertEquals(7, has.get(StandardSocketOptions.IP_MULTICAST_TTL));
        assertEquals(false, has.get(StandardSocketOptions.IP_MULTICAST_LOOP));
    }

    /** On the loopback interface all comes back. With no hops to go, nothing leaves this machine. */
    @Test
    void withoutLoopbackThisMachineHearsNothing() throws IOException {
        NetworkInterface other = NetworkInterface.networkInterfaces().filter(MulticastTest::hasGroups).findFirst()
            .orElse(null);
        assumeTrue(other != null, "no interface for groups but the loopback interface");
        SocketOptions here = SocketOptions.NONE.multicastInterface(other).multicastTimeToLive(0);
        Opened member = member(StandardProtocolFamily.INET);
        succeeds(member, new Udp.Join(FOUR, other, null, ack()));

        send(sender(here), "heard", FOUR, member);
        assertEquals("heard", member.received());
        send(sender(here.multicastLoopback(false)), "unheard", FOUR, member);
        send(sender(here), "direct", TestNames.address("127.0.0.1"), member);

        assertEquals("direct", member.received());
    }

    private static boolean hasGroups(NetworkInterface some) {
        try {
            return some.isUp() && some.supportsMulticast() && !some.isLoopback()
                && some.inetAddresses().anyMatch(Inet4Address.class::isInstance);
        } catch (IOException e) {
            return false;
        }
    }
}
