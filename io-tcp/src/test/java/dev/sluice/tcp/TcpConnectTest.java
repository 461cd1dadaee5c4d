package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ECHO;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpConnectTest {
    private static final ConnectSettings IMPATIENT = ConnectSettings.DEFAULT.timeout(Duration.ofMillis(100));

    private final CountDownLatch resolverMayGoOn = new CountDownLatch(1);
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.resolver(this::resolve));
    private final Probe<Tcp.Event> connector = Probe.in(tcp.system);

    private InetAddress[] resolve(String host) throws UnknownHostException {
        return switch (host) {
            case "two.test" -> new InetAddress[] {InetAddress.getByName("127.0.0.2"),
                InetAddress.getByName("127.0.0.1")};
            case "named.test" -> InetAddress.getAllByName("localhost");
            case "none.test" -> new InetAddress[0];
            case "slow.test" -> awaitedLoopback();
            default -> throw new UnknownHostException(host);
        };
    }

    private InetAddress[] awaitedLoopback() {
        try {
            resolverMayGoOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    @AfterEach
    void close() {
        resolverMayGoOn.countDown();
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
    void shouldFailWithTheAddressWhereNobodyListens() throws IOException {
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
        ConnectSettings settings = ConnectSettings.DEFAULT.local(new InetSocketAddress("127.0.0.3", 0));

        tcp.manager.tell(new Tcp.Connect(bound.local(), connector.ref(), null, settings));

        assertEquals("127.0.0.3", connector.expect(Tcp.Connected.class).local().getAddress().getHostAddress());
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
    void shouldListenAndConnectByIPv6() {
        Tcp.Bound bound = tcp.bind(tcp.binder, new InetSocketAddress("::1", 0));

        Tcp.Connected connected = connect(bound.local());

        assertEquals(bound.local(), connected.remote());
        assertEquals(connected.local(), tcp.binder.expect(Tcp.Connected.class).remote());
    }

    // ---- names ----

    @Test
    void shouldTryAllAddressesOfAName() {
        Tcp.Bound bound = tcp.bind();

        Tcp.Connected connected = connect(InetSocketAddress.createUnresolved("two.test", bound.local().getPort()));

        assertEquals("127.0.0.1", connected.remote().getAddress().getHostAddress());
    }

    @Test
    void shouldFailWithAllCausesIfNoAddressWorks() throws IOException {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("two.test", nobody().getPort());

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();

        assertTrue(cause.getMessage().contains("127.0.0.2"), cause.getMessage());
        assertEquals(1, cause.getSuppressed().length);
        assertTrue(cause.getSuppressed()[0].getMessage().contains("127.0.0.1"), cause.getSuppressed()[0].getMessage());
    }

    @Test
    void shouldFailIfTheNameIsUnknown() {
        InetSocketAddress remote = InetSocketAddress.createUnresolved("unknown.test", 7000);

        Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();

        assertInstanceOf(UnknownHostException.class, cause);
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

        tcp.system.kill(tcp.manager).join();

        connector.expect(Tcp.CommandFailed.class);
    }

    // ---- time and patience ----

    @Test
    void shouldFailIfTheOtherSideDoesNotAnswerInTime() throws IOException {
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
    void shouldTakeTheCommandBackWhenWhoSentItEnds() throws IOException {
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
    void shouldGiveUpIfTheFutureIsCancelled() throws IOException {
        try (FullBacklog full = new FullBacklog()) {
            long before = Descriptors.count();
            CompletableFuture<Tcp.Connected> future = Tcp.connect(tcp.system, full.address(), ECHO);
            tcp.awaitCount("connection", 1);

            future.cancel(false);

            tcp.awaitCount("connection", 0);
            assertEquals(before, Descriptors.count());
        }
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
}
