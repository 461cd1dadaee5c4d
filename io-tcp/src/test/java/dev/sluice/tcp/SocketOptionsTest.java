package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.LogTap;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Socket options on real sockets: set before and after, inherited, changed, read, and impossible. */
class SocketOptionsTest {
    private static final SocketOptions NONE = SocketOptions.NONE;

    private TcpFixture tcp;

    @BeforeEach
    void start() {
        tcp = new TcpFixture();
    }

    @AfterEach
    void stop() {
        tcp.close();
    }

    // ---- of a client ----

    /** Two sockets share a local address only if both say so before they are bound, which comes before the connect. */
    @Test
    void b1_reuseAddressIsSetBeforeTheSocketIsBound() throws IOException {
        sharesItsAddress(NONE.reuseAddress(true));
    }

    @Test
    void b57_reusePortOfAClientIsSetBeforeTheSocketIsBound() throws IOException {
        assumeHas(SO_REUSEPORT);
        sharesItsAddress(NONE.reusePort(true));
    }

    private void sharesItsAddress(SocketOptions options) throws IOException {
        ConnectSettings alone = ConnectSettings.DEFAULT.options(NONE);
        NioStream first = Sockets.connect(server(), alone.options(options).local(ANY));
        InetSocketAddress shared = (InetSocketAddress) ((NetworkChannel) first.channel()).getLocalAddress();
        InetSocketAddress other = server();

        assertInstanceOf(BindException.class, tcp.fails(connect(other, alone.local(shared))).cause());
        tcp.manager.tell(connect(other, alone.options(options).local(shared)));
        assertEquals(shared, tcp.binder.expect(Tcp.Connected.class).local());
        first.close();
    }

    /** One whose own end of the connections is nobody's concern. */
    private InetSocketAddress server() {
        return tcp.bind(Probe.in(tcp.system), ANY).local();
    }

    @Test
    void b2_keepAliveIsInEffectOnTheEstablishedConnection() {
        SocketOptions options = NONE.keepAlive(Duration.ofMinutes(1), Duration.ofSeconds(10), 3);

        SocketOptions.Effective effective = effectiveOfClient(options);

        assertTrue(effective.get(SO_KEEPALIVE));
        assertEquals(60, effective.get(TCP_KEEPIDLE));
        assertEquals(10, effective.get(TCP_KEEPINTERVAL));
        assertEquals(3, effective.get(TCP_KEEPCOUNT));
        assertFalse(effectiveOfClient(NONE.keepAlive(false)).get(SO_KEEPALIVE));
    }

    @Test
    void shouldNotDelayUnlessToldTo() {
        assertTrue(effectiveOfClient(ConnectSettings.DEFAULT.options()).get(TCP_NODELAY));
        assertFalse(effectiveOfClient(NONE).get(TCP_NODELAY));
    }

    @Test
    void shouldTellThatTheKernelKeepsTheEcnBitsForItself() {
        assertEquals(0xb8, effectiveOfClient(NONE.trafficClass(0xb8)).get(IP_TOS));
        assertEquals(0x10, effectiveOfClient(NONE.trafficClass(0x13)).get(IP_TOS));
    }

    /** Linux doubles what is asked for, as far as it allows, and the JDK halves what it reads. */
    @Test
    void shouldTellWhatTheKernelGivesOfTheBuffersThatWereAskedFor() {
        SocketOptions.Effective effective = effectiveOfClient(NONE.receiveBuffer(10_000).sendBuffer(20_000));
        SocketOptions.Effective least = effectiveOfClient(NONE.receiveBuffer(1));
        SocketOptions.Effective most = effectiveOfClient(NONE.receiveBuffer(Integer.MAX_VALUE));

        assertEquals(10_000, effective.get(SO_RCVBUF));
        assertEquals(20_000, effective.get(SO_SNDBUF));
        assertTrue(least.get(SO_RCVBUF) > 1);
        assertTrue(most.get(SO_RCVBUF) < Integer.MAX_VALUE);
    }

    private SocketOptions.Effective effectiveOfClient(SocketOptions options) {
        return effective(connected(options));
    }

    private Tcp.Connected connected(SocketOptions options) {
        tcp.manager.tell(connect(server(), ConnectSettings.DEFAULT.options(options)));
        return tcp.binder.expect(Tcp.Connected.class);
    }

    private SocketOptions.Effective effective(Tcp.Connected connected) {
        return tcp.system.ask(connected.connection(), SocketOptions.Get::new, Probe.PATIENCE).join();
    }

    // ---- of a listener, and of what it accepts ----

    @Test
    void shouldSetTheOptionsOfTheListener() throws IOException {
        NioListener listener = Sockets.listen(ANY,
            BindSettings.DEFAULT.options(NONE.receiveBuffer(9999).reuseAddress(false)));

        assertEquals(9999, listener.options().get(SO_RCVBUF));
        assertFalse(listener.options().get(SO_REUSEADDR));
        listener.close();
    }

    @Test
    void shouldTellTheOptionsOfTheListener() {
        tcp.manager.tell(bind(BindSettings.DEFAULT.options(NONE.receiveBuffer(9999))));
        Tcp.Bound bound = tcp.binder.expect(Tcp.Bound.class);

        SocketOptions.Effective effective = tcp.system.ask(bound.listener(), Tcp.GetOptions::new, Probe.PATIENCE)
            .join();

        assertEquals(9999, effective.get(SO_RCVBUF));
    }

    @Test
    void shouldTellNoOptionsOfAListenerThatListensNoMore() throws IOException {
        tcp.manager.tell(bind(BindSettings.DEFAULT));
        Tcp.Bound bound = tcp.binder.expect(Tcp.Bound.class);
        try (Socket client = TcpFixture.client(bound.local())) {
            tcp.binder.expect(Tcp.Connected.class); // so that its ref lives on
            Tcp.unbind(tcp.system, bound).join();
            assertTrue(client.isConnected());

            SocketOptions.Effective effective = tcp.system
                .ask(bound.listener(), Tcp.GetOptions::new, Probe.PATIENCE).join();

            assertNull(effective.get(SO_RCVBUF));
        }
    }

    @Test
    void shouldGiveTheListenersReceiveBufferToItsConnections() {
        Tcp.Connected accepted = accepted(BindSettings.DEFAULT.options(NONE.receiveBuffer(9999)));
        assertEquals(9999, effective(accepted).get(SO_RCVBUF));
    }

    @Test
    void shouldSetTheOptionsOfEachConnection() {
        SocketOptions options = NONE.keepAlive(true).sendBuffer(9999);

        SocketOptions.Effective effective = effective(accepted(BindSettings.DEFAULT.accepted(options)));

        assertTrue(effective.get(SO_KEEPALIVE));
        assertEquals(9999, effective.get(SO_SNDBUF));
        assertFalse(effective.get(TCP_NODELAY));
        assertTrue(effective(accepted(BindSettings.DEFAULT)).get(TCP_NODELAY));
    }

    private Tcp.Connected accepted(BindSettings settings) {
        Probe<Tcp.Event> server = Probe.in(tcp.system);
        tcp.manager.tell(new Tcp.Bind(ANY, server.ref(), null, settings));
        tcp.manager.tell(connect(server.expect(Tcp.Bound.class).local(), ConnectSettings.DEFAULT));
        return server.expect(Tcp.Connected.class);
    }

    /** Two listeners share an address only if both say so before they are bound. */
    @Test
    void b57_reusePortOfAListenerIsSetBeforeTheSocketIsBound() throws IOException {
        assumeHas(SO_REUSEPORT);
        BindSettings sharing = BindSettings.DEFAULT.options(NONE.reusePort(true));
        NioListener first = Sockets.listen(ANY, sharing);
        InetSocketAddress shared = (InetSocketAddress) first.localAddress();

        tcp.manager.tell(new Tcp.Bind(shared, tcp.binder.ref(), null, BindSettings.DEFAULT));
        assertInstanceOf(BindException.class, tcp.binder.expect(Tcp.CommandFailed.class).cause());
        tcp.manager.tell(new Tcp.Bind(shared, tcp.binder.ref(), null, sharing));
        assertEquals(shared, tcp.binder.expect(Tcp.Bound.class).local());
        first.close();
    }

    private static void assumeHas(SocketOption<?> option) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            assumeTrue(channel.supportedOptions().contains(option), option.name());
        }
    }

    // ---- in use ----

    /** Buffers that are much smaller than the write: it leaves bit by bit, and is acked when its last byte has. */
    @Test
    void b45_writesThroughTinyBuffers() throws IOException {
        SocketOptions tiny = NONE.sendBuffer(1024).receiveBuffer(1024);
        byte[] data = new byte[100_000];
        new Random(45).nextBytes(data);
        tcp.manager.tell(bind(BindSettings.DEFAULT.accepted(tiny)));
        InetSocketAddress server = tcp.binder.expect(Tcp.Bound.class).local();

        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(1024);
            client.setSoTimeout((int) Probe.PATIENCE.toMillis());
            client.connect(server);
            Tcp.Connected accepted = tcp.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = tcp.register(accepted);
            Probe<String> writer = Probe.in(tcp.system);
            accepted.connection()
                .tell(new Connection.Write(ByteString.copyOf(data), new Connection.Ack<>(writer.ref(), "done")));

            assertArrayEquals(data, client.getInputStream().readNBytes(data.length));
            writer.expect("done");
            accepted.connection().tell(new Connection.ConfirmedClose());
            assertEquals(-1, client.getInputStream().read());
            client.shutdownOutput();
            assertEquals(new Connection.Reason.ByConfirmedClose(),
                handler.await(Connection.Closed.class, closed -> true).reason());
        }
    }

    @Test
    void shouldChangeTheOptionsOfAnOpenConnection() {
        Tcp.Connected connected = connected(NONE);

        connected.connection().tell(new SocketOptions.Set(NONE.noDelay(true).trafficClass(8)));

        assertTrue(effective(connected).get(TCP_NODELAY));
        assertEquals(8, effective(connected).get(IP_TOS));
    }

    @Test
    void shouldReachTheSocketThroughLayers() {
        ConnectSettings settings = ConnectSettings.DEFAULT.layer(LogTap.named("wire").then(LogTap.named("wire")));
        tcp.manager.tell(connect(server(), settings));
        Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);

        connected.connection().tell(new SocketOptions.Set(NONE.noDelay(false)));

        assertFalse(effective(connected).get(TCP_NODELAY));
    }

    // ---- options that can't be set: each fails with its name and value, and leaves no socket behind ----

    private static final SocketOptions IMPOSSIBLE = NONE.with(IP_MULTICAST_TTL, 1);
    private static final String NOT_THERE = "can't set IP_MULTICAST_TTL to 1: this kind of socket doesn't have it here";

    @Test
    void b47_aListenerWithoutTheOption() {
        leavesNothing(bind(BindSettings.DEFAULT.options(IMPOSSIBLE)), NOT_THERE);
    }

    @Test
    void b47_aListenerWhoseConnectionsDoNotHaveTheOption() {
        leavesNothing(bind(BindSettings.DEFAULT.accepted(IMPOSSIBLE)), NOT_THERE);
    }

    @Test
    void b47_aClientWithoutTheOption() {
        InetSocketAddress remote = tcp.bind().local();
        leavesNothing(connect(remote, ConnectSettings.DEFAULT.options(IMPOSSIBLE)), NOT_THERE);
    }

    /** More than a century between two probes: the kernel knows that it won't live so long. */
    @Test
    void b47_aValueThatTheKernelDoesNotTake() {
        InetSocketAddress remote = tcp.bind().local();
        SocketOptions never = NONE.keepAlive(Duration.ofDays(36_500), Duration.ofSeconds(1), 1);
        leavesNothing(connect(remote, ConnectSettings.DEFAULT.options(never)),
            "can't set TCP_KEEPIDLE to 2147483647: Invalid argument");
    }

    private Tcp.Bind bind(BindSettings settings) {
        return new Tcp.Bind(ANY, tcp.binder.ref(), null, settings);
    }

    private Tcp.Connect connect(InetSocketAddress remote, ConnectSettings settings) {
        return new Tcp.Connect(remote, tcp.binder.ref(), null, settings);
    }

    private void leavesNothing(Tcp.Command command, String text) {
        tcp.bind().listener().tell(new Tcp.Unbind()); // so that the loops have their pollers
        tcp.binder.expect(Tcp.Unbound.class);
        long before = Descriptors.count();
        for (int i = 0; i < 10; i++) {
            tcp.manager.tell(command);
            Tcp.CommandFailed failed = tcp.binder.expect(Tcp.CommandFailed.class);
            assertSame(command, failed.command());
            assertInstanceOf(SocketException.class, failed.cause());
            assertTrue(failed.cause().getMessage().endsWith(text), failed.cause().getMessage());
        }
        assertEquals(before, Descriptors.count());
    }
}
