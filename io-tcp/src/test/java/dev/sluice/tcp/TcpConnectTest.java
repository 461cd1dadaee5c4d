package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ECHO;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Layer;
import dev.sluice.transport.NioPoller;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpConnectTest {
    private static final ConnectSettings IMPATIENT = ConnectSettings.DEFAULT.timeout(Duration.ofMillis(100));

    private final TestNames names = new TestNames().with("named.test", InetAddress.getLoopbackAddress())
        .with("none.test", new InetAddress[0]).with("slow.test", "127.0.0.1");
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.resolver(names));
    private final Probe<Tcp.Event> connector = Probe.in(tcp.system);

    @AfterEach
    void close() {
        names.endSlowLookUps();
        tcp.close();
    }

    private Tcp.Connected connect(InetSocketAddress remote) {
        tcp.manager.tell(new Tcp.Connect(remote, connector.ref()));
        return connector.expect(Tcp.Connected.class);
    }

    @Test
    void shouldTellBothSidesTheSameAddresses() {
        Tcp.Bound bound = tcp.bind();

        Tcp.Connected client = connect(bound.local());
        Tcp.Connected server = tcp.binder.expect(Tcp.Connected.class);

        assertEquals(bound.local(), client.remote());
        assertEquals(client.local(), server.remote());
        assertEquals(client.remote(), server.local());
    }

    @Test
    void shouldCarryBytesBothWays() {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        Tcp.Connected client = connect(bound.local());
        Probe<Connection.Event> handler = tcp.register(client);

        client.connection().tell(new Connection.Write(ByteString.utf8("there and back")));

        assertEquals("there and back", handler.expect(Connection.Received.class).data().decodeUtf8());
    }

    @Test
    void b25_toAPortWhereNobodyListensFailsWithTheAddress() throws IOException {
        InetSocketAddress nobody = nobody();

        Exception cause = tcp.fails(new Tcp.Connect(nobody, tcp.binder.ref())).cause();

        assertInstanceOf(ConnectException.class, cause);
        assertTrue(cause.getMessage().contains("127.0.0.1:" + nobody.getPort()), cause.getMessage());
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }
    }

    @Test
    void shouldConnectFromTheGivenAddress() {
        Tcp.Bound bound = tcp.bind();
        ConnectSettings settings = ConnectSettings.DEFAULT.local(new InetSocketAddress("127.0.0.5", 0));

        tcp.manager.tell(new Tcp.Connect(bound.local(), connector.ref(), null, settings));

        assertEquals("127.0.0.5", connector.expect(Tcp.Connected.class).local().getAddress().getHostAddress());
    }

    @Test
    void shouldFailIfTheGivenAddressIsTaken() throws IOException {
        Tcp.Bound bound = tcp.bind();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConnectSettings settings = ConnectSettings.DEFAULT.local((InetSocketAddress) taken.getLocalSocketAddress());

            Exception cause = tcp.fails(new Tcp.Connect(bound.local(), tcp.binder.ref(), null, settings)).cause();

            assertTrue(cause.getMessage().contains("127.0.0.1:" + taken.getLocalPort()), cause.getMessage());
        }
    }

    @Test
    void shouldNameBothAddressesIfTheGivenOneIsNotThere() {
        Tcp.Bound bound = tcp.bind();
        ConnectSettings foreign = ConnectSettings.DEFAULT.local(new InetSocketAddress("192.0.2.1", 0));

        Exception cause = tcp.fails(new Tcp.Connect(bound.local(), tcp.binder.ref(), null, foreign)).cause();

        assertInstanceOf(BindException.class, cause);
        assertTrue(cause.getMessage().contains("192.0.2.1:0"), cause.getMessage());
        assertTrue(cause.getMessage().contains(Sockets.text(bound.local())), cause.getMessage());
    }

    @Test
    void shouldNotConnectToItself() throws IOException {
        InetSocketAddress itself = nobody();
        ConnectSettings settings = ConnectSettings.DEFAULT.local(itself);

        Exception cause = tcp.fails(new Tcp.Connect(itself, tcp.binder.ref(), null, settings)).cause();

        assertTrue(cause.getMessage().contains("connected to itself"), cause.getMessage());
    }

    @Test
    void shouldConnectByAnIPv4AddressInTheClothesOfIPv6() throws IOException {
        Tcp.Bound bound = tcp.bind();
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);

        assertEquals(bound.local(), connect(new InetSocketAddress(address, bound.local().getPort())).remote());
    }

    @Test
    void shouldListenAndConnectByIPv6() {
        Tcp.Bound bound = tcp.bind(tcp.binder, new InetSocketAddress("::1", 0));

        Tcp.Connected connected = connect(bound.local());

        assertEquals(bound.local(), connected.remote());
        assertEquals(connected.local(), tcp.binder.expect(Tcp.Connected.class).remote());
    }

    // ---- names ----

    @Test
    void b26_b115_anUnknownNameFailsWithWhatItWasWantedFor() {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("unknown.test", 7000);

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();

        assertInstanceOf(UnknownHostException.class, cause);
        assertTrue(cause.getMessage().startsWith("can't connect to unknown.test:7000"), cause.getMessage());
    }

    @Test
    void shouldNameBothTheNameAndTheAddress() throws IOException {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("named.test", nobody().getPort());

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();

        assertTrue(cause.getMessage().contains("localhost/"), cause.getMessage());
        assertTrue(cause.getMessage().contains(":" + remote.getPort()), cause.getMessage());
    }

    @Test
    void shouldFailIfTheNameHasNoAddress() {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("none.test", 7000);

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();

        assertTrue(cause.getMessage().contains("none.test"), cause.getMessage());
    }

    @Test
    void shouldFailIfTheLookUpTakesTooLong() {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("slow.test", 7000);

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref(), null, IMPATIENT)).cause();

        assertInstanceOf(SocketTimeoutException.class, cause);
        assertTrue(cause.getMessage().contains("slow.test"), cause.getMessage());
    }

    @Test
    void shouldTellWhoWaitsForALookUpThatTheManagerWasStopped() {
        tcp.manager.tell(new Tcp.Connect(InetSocketAddress.createUnresolved("slow.test", 7000), connector.ref()));
        tcp.awaitCount("connect", 1);

        tcp.system.kill(tcp.manager).join();

        connector.expect(Tcp.CommandFailed.class);
    }

    // ---- time and patience ----

    @Test
    void b27_noAnswerInTimeFailsAndLeavesNoSocket() throws IOException {
        long before = Descriptors.count();
        try (FullBacklog full = new FullBacklog()) {
            long withPeer = Descriptors.count();

            Exception cause = tcp.fails(new Tcp.Connect(full.address(), tcp.binder.ref(), null, IMPATIENT)).cause();

            assertInstanceOf(SocketTimeoutException.class, cause);
            assertTrue(cause.getMessage().contains("127.0.0.1:" + full.address().getPort()), cause.getMessage());
            assertEquals(withPeer, Descriptors.count());
        }
        Descriptors.awaitCount(before);
    }

    @Test
    void b29_theEndOfWhoAskedTakesTheCommandBack() throws IOException {
        try (FullBacklog full = new FullBacklog()) {
            long before = Descriptors.count();
            ActorRef<Object> mortal = tcp.system.spawn("mortal", ctx -> message -> ctx.stop());
            tcp.manager.tell(new Tcp.Connect(full.address(), mortal));
            tcp.awaitCount("connection", 1);

            tcp.system.stop(mortal).join();

            tcp.awaitCount("connection", 0);
            assertEquals(before, Descriptors.count());
        }
    }

    @Test
    void b30_aConnectionThatIsNeverOpenFailsInTime() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConnectSettings neverOpen = IMPATIENT.layer(new HeldBack());
            InetSocketAddress remote = (InetSocketAddress) server.getLocalSocketAddress();

            Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref(), null, neverOpen)).cause();

            assertInstanceOf(SocketTimeoutException.class, cause);
            tcp.awaitCount("connection", 0);
        }
    }

    @Test
    void b46_anAddressThatNeverAnswersIsWaitedForAsLongAsTheTimeoutSays() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            ConnectSettings forEver = ConnectSettings.DEFAULT.timeout(Duration.ZERO);
            Tcp.Connect connect = new Tcp.Connect(silent.address(), connector.ref(), null, forEver);
            tcp.manager.tell(connect);
            tcp.awaitCount("connection", 1);

            connector.expectNothing();

            tcp.manager.tell(new Tcp.CancelConnect(connect));
            assertSame(connect, connector.expect(Tcp.CommandFailed.class).command());
        }
    }

    // ---- options ----

    /** A layer is asked right after the connect has begun. */
    @Test
    void b1_b2_optionsAreSetBeforeTheConnectionIsOpen() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            CompletableFuture<List<Boolean>> seen = new CompletableFuture<>();
            SocketOptions options = SocketOptions.NO_DELAY.with(SO_REUSEADDR, true).with(SO_KEEPALIVE, true);
            Layer look = handle -> {
                SocketChannel channel = (SocketChannel) ((NioPoller.Source) handle.source()).channel();
                seen.complete(List.of(channel.isConnected(), channel.getOption(SO_REUSEADDR),
                    channel.getOption(SO_KEEPALIVE)));
                return handle;
            };

            tcp.fails(new Tcp.Connect(silent.address(), tcp.binder.ref(), null,
                IMPATIENT.options(options).layer(look)));

            assertEquals(List.of(false, true, true), seen.join());
        }
    }

    @Test
    void b47_anOptionThatCannotBeSetIsTheCauseAndLeavesNoSocket() {
        InetSocketAddress remote = tcp.bind().local();
        SocketOptions impossible = SocketOptions.NONE.with(IP_MULTICAST_TTL, 1);
        long before = Descriptors.count();

        Exception cause = tcp
            .fails(new Tcp.Connect(remote, tcp.binder.ref(), null, ConnectSettings.DEFAULT.options(impossible)))
            .cause();

        assertTrue(cause.getMessage().contains("IP_MULTICAST_TTL"), cause.getMessage());
        assertInstanceOf(UnsupportedOperationException.class, cause.getCause().getCause());
        assertEquals(before, Descriptors.count());
    }

    // ---- once it is open ----

    @Test
    void b28_whoDoesNotRegisterInTimeIsToldAndTheConnectionEnds() {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        ConnectionSettings hasty = ConnectionSettings.DEFAULT.registerWithin(Duration.ofMillis(20));
        tcp.manager.tell(
            new Tcp.Connect(bound.local(), connector.ref(), null, ConnectSettings.DEFAULT.connection(hasty)));
        Tcp.Connected connected = connector.expect(Tcp.Connected.class);

        Tcp.HandlerFailed failed = connector.expect(Tcp.HandlerFailed.class);

        assertSame(connected.connection(), failed.connection());
        assertInstanceOf(SocketTimeoutException.class, failed.cause());
        tcp.system.stopped(connected.connection()).join();
    }

    @Test
    void b112_aHandlerThatClosesBeforeItHasHeardAnythingIsAnOrdinaryEnd() {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        Probe<Connection.Event> heard = Probe.in(tcp.system);

        Tcp.connect(tcp.system, bound.local(), (ctx, connection) -> {
            connection.tell(new Connection.Close());
            return heard.ref()::tell;
        }).join();

        assertInstanceOf(Connection.Reason.ByClose.class, heard.expect(Connection.Closed.class).reason());
        tcp.awaitCount("connection", 0);
    }

    // ---- the shortest way ----

    @Test
    void shouldConnectWithoutAnActorOfOnesOwn() {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        long before = tcp.tree().size();
        Probe<Connection.Event> heard = Probe.in(tcp.system);

        Tcp.Connected connected = Tcp
            .connect(tcp.system, bound.local(), (ctx, connection) -> event -> heard.ref().tell(event))
            .join();
        connected.connection().tell(new Connection.Write(ByteString.utf8("hello")));
        assertEquals("hello", heard.expect(Connection.Received.class).data().decodeUtf8());
        connected.connection().tell(new Connection.Close());

        heard.expect(Connection.Closed.class);
        await().until(() -> tcp.tree().size() == before + 1); // the probe
    }

    @Test
    void shouldFailTheFutureWithTheAddressWhereNobodyListens() throws IOException {
        InetSocketAddress nobody = nobody();

        CompletionException failure = assertThrows(CompletionException.class,
            () -> Tcp.connect(tcp.system, nobody, ECHO).join());

        assertTrue(failure.getCause().getMessage().contains("127.0.0.1:" + nobody.getPort()), failure.getMessage());
        tcp.awaitCount("connect :" + nobody.getPort(), 0);
    }

    @Test
    void shouldRefuseToConnectForWhoCanNotBeWatched() {
        CompletableFuture<Tcp.Event> answer = tcp.system.<Tcp.Command, Tcp.Event>ask(tcp.manager,
            replyTo -> new Tcp.Connect(TcpFixture.ANY, replyTo), Duration.ofSeconds(20));

        Tcp.CommandFailed failed = assertInstanceOf(Tcp.CommandFailed.class, answer.join());
        assertInstanceOf(IllegalArgumentException.class, failed.cause());
        tcp.awaitCount("connect", 0);
    }
}
