package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ANY6;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.SocketOptions;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpOptionsTest {
    private final UdpFixture udp = new UdpFixture();

    @AfterEach
    void close() {
        udp.close();
    }

    private static BindSettings with(SocketOptions options) {
        return BindSettings.DEFAULT.options(options);
    }

    @Test
    void b57_optionsOfADatagramSocketAreSet() {
        SocketOptions asked = SocketOptions.NONE.reusePort(true).broadcast(true).trafficClass(16).sendBuffer(20_000)
            .receiveBuffer(30_000);

        for (Opened opened : new Opened[] {udp.open(ANY, with(asked)),
            udp.connect(ANY_PEER, ConnectSettings.DEFAULT.options(asked))}) {
            SocketOptions.Effective has = udp.options(opened.endpoint());
            assertEquals(true, has.get(SO_REUSEPORT));
            assertEquals(true, has.get(SO_BROADCAST));
            assertEquals(16, has.get(IP_TOS));
            assertEquals(20_000, has.get(SO_SNDBUF));
            assertEquals(30_000, has.get(SO_RCVBUF));
        }
    }

    private static final InetSocketAddress ANY_PEER = new InetSocketAddress("127.0.0.1", 9);

    @Test
    void optionsCanBeChangedAndOneThatCantFailsAlone() {
        Opened opened = udp.open();
        opened.endpoint().tell(new SocketOptions.Set(SocketOptions.NONE.broadcast(true)));
        SocketOptions.Set wrong = new SocketOptions.Set(
            SocketOptions.NONE.with(SocketOptions.option("NO_SUCH_OPTION", Integer.class), 7));
        opened.endpoint().tell(wrong);

        CommandFailed failed = opened.events().expect(CommandFailed.class);

        assertEquals(wrong, failed.command());
        assertTrue(failed.cause().getMessage().contains("NO_SUCH_OPTION"), failed.cause().getMessage());
        assertEquals(true, udp.options(opened.endpoint()).get(SO_BROADCAST));
    }

    // ---- the receive buffer ----

    /** A gigabyte is more than any system's limit by default. */
    @Test
    void aReceiveBufferThatTheKernelCutsDownIsReportedAndCanBeRead() {
        String log = logged(() -> {
            Opened opened = udp.open(ANY, with(SocketOptions.NONE.receiveBuffer(1 << 30)));
            int has = udp.options(opened.endpoint()).get(SO_RCVBUF);
            assumeTrue(has < 1 << 30, "this system has no limit");
            opened.events().expectNothing();
        });

        assertEquals(1, log.lines().filter(line -> line.contains("receive buffer")).count(), log);
        assertTrue(log.contains("not of " + (1 << 30)), log);
    }

    @Test
    void aReceiveBufferThatIsGrantedIsNotReported() {
        assertFalse(
            logged(() -> udp.open(ANY, with(SocketOptions.NONE.receiveBuffer(1 << 15)))).contains("receive buffer"));
    }

    /** The logger of the tests writes there. */
    private static String logged(Runnable what) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            what.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    // ---- broadcast ----

    @Test
    void aBroadcastNeedsTheOption() {
        Opened receiver = udp.open(new InetSocketAddress("0.0.0.0", 0), BindSettings.DEFAULT);
        InetSocketAddress everybody = new InetSocketAddress("127.255.255.255", receiver.local().getPort());
        BindSettings four = BindSettings.DEFAULT.family(StandardProtocolFamily.INET);

        Opened timid = udp.open(ANY, four);
        timid.send("to everybody", everybody);
        timid.events().expect(CommandFailed.class);

        udp.open(ANY, four.options(SocketOptions.NONE.broadcast(true))).send("to everybody", everybody);
        assertEquals("to everybody", receiver.received());
    }

    // ---- families ----

    @Test
    void ofEachFamilyAndBoth() throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(ANY6.getAddress()) != null, "no IPv6");
        Opened six = udp.open(ANY6, BindSettings.DEFAULT.family(StandardProtocolFamily.INET6));
        Opened both = udp.open(new InetSocketAddress(0), BindSettings.DEFAULT);
        Opened four = udp.open(ANY, BindSettings.DEFAULT.family(StandardProtocolFamily.INET));

        six.send("six", new InetSocketAddress("::1", both.local().getPort()));
        both.events().expect(new Received(ByteString.utf8("six"), six.local()));
        four.send("four", new InetSocketAddress("127.0.0.1", both.local().getPort()));
        both.events().expect(new Received(ByteString.utf8("four"), four.local()));
        both.send("back", six.local());
        assertEquals("back", six.received());
        both.send("back", four.local());
        assertEquals("back", four.received());
    }

    @Test
    void anAddressOfTheOtherFamilyIsRefused() {
        BindSettings four = BindSettings.DEFAULT.family(StandardProtocolFamily.INET);
        assertInstanceOf(BindException.class, udp.fails(new Udp.Bind(ANY6, udp.binder.ref(), four)));

        Exception cause = udp.fails(new Udp.Connect(new InetSocketAddress("::1", 9), udp.binder.ref(),
            ConnectSettings.DEFAULT.family(StandardProtocolFamily.INET)));
        assertTrue(cause.getMessage().contains("can't connect to"), cause.getMessage());
        Opened opened = udp.open(ANY, four);
        opened.send("x", new InetSocketAddress("::1", 9));
        opened.events().expect(CommandFailed.class);
    }

    @Test
    void aNameGivesAnAddressOfTheFamily() throws IOException {
        InetAddress[] both = {InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1")};
        try (UdpFixture other = new UdpFixture(UdpSettings.DEFAULT.resolver(host -> both));
            DatagramSocket peer = UdpFixture.stranger()) {
            InetSocketAddress name = InetSocketAddress.createUnresolved("both.test", peer.getLocalPort());
            Opened four = other.open(ANY, BindSettings.DEFAULT.family(StandardProtocolFamily.INET));
            four.send("to four", name);
            assertEquals("to four", UdpFixture.receiveText(peer));

            Opened connected = other.connect(name, ConnectSettings.DEFAULT.family(StandardProtocolFamily.INET));
            connected.send("to four again", null);
            assertEquals("to four again", UdpFixture.receiveText(peer));
        }
    }
}
