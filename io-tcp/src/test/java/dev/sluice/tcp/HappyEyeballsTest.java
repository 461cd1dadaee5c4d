package dev.sluice.tcp;

import static dev.sluice.tcp.TestNames.address;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.CapacityException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name with several addresses, on real sockets. Which is tried when, {@link DialTest} knows. */
class HappyEyeballsTest {
    private static final ConnectSettings QUICK = ConnectSettings.DEFAULT.attemptDelay(Duration.ofMillis(10));
    private static final ConnectSettings ONLY_AFTER_A_FAILURE = ConnectSettings.DEFAULT
        .attemptDelay(Duration.ofDays(1));

    private final long socketsBefore = Descriptors.count();
    private final TestNames names = new TestNames();
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.resolver(names));
    private final Probe<Tcp.Event> connector = Probe.in(tcp.system);

    @AfterEach
    void shouldLeaveNoSocketBehind() {
        tcp.awaitCount("connect", 0);
        connector.expectNothing();
        tcp.close();
        Descriptors.awaitCount(socketsBefore);
    }

    private void connect(int port, ConnectSettings settings) {
        tcp.manager
            .tell(new Tcp.Connect(InetSocketAddress.createUnresolved("a.test", port), connector.ref(), null, settings));
    }

    private InetAddress connected() {
        return connector.expect(Tcp.Connected.class).remote().getAddress();
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, 50, address(address));
    }

    @Test
    void anAddressThatRefusesCostsNoTime() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (ServerSocket live = listen("127.0.0.1", 0)) {
            connect(live.getLocalPort(), ONLY_AFTER_A_FAILURE);

            assertEquals(address("127.0.0.1"), connected());
        }
    }

    @Test
    void anAddressThatNeverAnswersIsLeftBehind() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (ServerSocket live = listen("127.0.0.1", 0);
            FullBacklog silent = new FullBacklog(address("127.0.0.2"), live.getLocalPort())) {
            connect(silent.address().getPort(), QUICK.timeout(Duration.ZERO));

            assertEquals(address("127.0.0.1"), connected());
            tcp.awaitCount("connection", 1);
        }
    }

    @Test
    void aFamilyThatRefusesIsFollowedByTheOther() throws IOException {
        assumeTrue(hasIPv6(), "no IPv6 loopback");
        names.with("a.test", "::1", "127.0.0.1");
        try (ServerSocket four = listen("127.0.0.1", 0)) {
            connect(four.getLocalPort(), ONLY_AFTER_A_FAILURE);
            assertEquals(address("127.0.0.1"), connected());
        }
        try (ServerSocket six = listen("::1", 0)) {
            connect(six.getLocalPort(), ONLY_AFTER_A_FAILURE);
            assertEquals(address("::1"), connected());
        }
    }

    private static boolean hasIPv6() throws IOException {
        return NetworkInterface.getByInetAddress(address("::1")) != null;
    }

    @Test
    void theFirstAddressIsPreferredIfAllAnswer() throws IOException {
        names.with("a.test", "127.0.0.3", "127.0.0.1");
        try (ServerSocket first = listen("127.0.0.3", 0);
            ServerSocket second = listen("127.0.0.1",
                first.getLocalPort())) {
            connect(second.getLocalPort(), ONLY_AFTER_A_FAILURE);

            assertEquals(address("127.0.0.3"), connected());
        }
    }

    @Test
    void ifAllRefuseEachAddressIsNamed() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.3", "127.0.0.4");
        int port = nobodysPort();
        connect(port, QUICK);

        Exception cause = connector.expect(Tcp.CommandFailed.class).cause();

        assertInstanceOf(ConnectException.class, cause);
        assertTrue(cause.getMessage().contains("127.0.0.2:" + port), cause.getMessage());
        assertEquals(List.of("127.0.0.3:" + port, "127.0.0.4:" + port), suppressedAddresses(cause));
    }

    private static List<String> suppressedAddresses(Exception cause) {
        return List.of(cause.getSuppressed()).stream()
            .map(failure -> failure.getMessage().replaceFirst(".*connect to ([^ ]*): .*", "$1")).toList();
    }

    private static int nobodysPort() throws IOException {
        try (ServerSocket nobody = listen("127.0.0.2", 0)) {
            return nobody.getLocalPort();
        }
    }

    @Test
    void whenTimeIsUpThoseAreNamedThatHaveNotAnswered() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (FullBacklog silent = new FullBacklog()) {
            int port = silent.address().getPort();
            Exception cause = late(port, Duration.ofMillis(100));
            while (!cause.getMessage().endsWith("no answer from 127.0.0.1:" + port)) {
                cause = late(port, Duration.ofSeconds(2)); // it was too short even for the look-up
            }
            assertEquals(List.of("127.0.0.2:" + port), suppressedAddresses(cause));
        }
    }

    private Exception late(int port, Duration timeout) {
        long before = Descriptors.count();
        connect(port, ConnectSettings.DEFAULT.timeout(timeout));
        Exception cause = connector.expect(Tcp.CommandFailed.class).cause();
        assertEquals(before, Descriptors.count());
        return assertInstanceOf(SocketTimeoutException.class, cause);
    }

    /** Both are open at the same moment, on two loops. */
    @Test
    void onlyOneWinsHoweverCloseTheyAre() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (ServerSocket one = listen("127.0.0.2", 0); ServerSocket other = listen("127.0.0.1", one.getLocalPort())) {
            for (int i = 0; i < 200; i++) {
                race(one, other);
            }
        }
    }

    private void race(ServerSocket one, ServerSocket other) throws IOException {
        HeldBack both = new HeldBack();
        connect(one.getLocalPort(), QUICK.layer(both));
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> both.ready() == 2);
        try (Socket first = one.accept(); Socket second = other.accept()) {
            both.letGo();

            Tcp.Connected connected = connector.expect(Tcp.Connected.class);
            Socket winner = connected.remote().getAddress().equals(one.getInetAddress()) ? first : second;
            assertEquals(connected.local(), winner.getRemoteSocketAddress());
            assertEnds(winner == first ? second : first);
            TcpFixture.send(winner, "x");
            Probe<Connection.Event> handler = tcp.register(connected);
            assertEquals("x", handler.expect(Connection.Received.class).data().decodeUtf8());
            connected.connection().tell(new Connection.Abort());
            handler.expect(Connection.Closed.class);
            tcp.system.stop(handler.ref());
        }
    }

    private static void assertEnds(Socket loser) throws IOException {
        loser.setSoTimeout((int) Probe.PATIENCE.toMillis());
        try {
            assertEquals(-1, loser.getInputStream().read());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("it lives on", e);
        } catch (IOException reset) {
            // as it should be
        }
    }

    @Test
    void anAddressThatIsGivenTwiceIsTriedOnce() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.2");
        connect(nobodysPort(), QUICK);

        assertEquals(0, connector.expect(Tcp.CommandFailed.class).cause().getSuppressed().length);
    }

    @Test
    void withOneSlotAllAddressesAreTriedStill() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (TcpFixture small = new TcpFixture(TcpSettings.DEFAULT.resolver(names).maxConnections(1));
            ServerSocket live = listen("127.0.0.1", 0)) {
            InetSocketAddress remote = InetSocketAddress.createUnresolved("a.test", live.getLocalPort());
            for (int i = 0; i < 10; i++) {
                small.manager.tell(new Tcp.Connect(remote, small.binder.ref(), null, QUICK));
                Tcp.Connected connected = small.binder.expect(Tcp.Connected.class);

                Exception full = small.fails(new Tcp.Connect(remote, small.binder.ref(), null, QUICK)).cause();

                assertInstanceOf(CapacityException.class, full);
                Probe<Connection.Closed> closed = Probe.in(small.system);
                connected.connection().tell(new Connection.Abort(closed.ref()));
                closed.expect(Connection.Closed.class);
            }
        }
    }

    @Test
    void theEndOfWhoAskedTakesAllAttemptsBack() throws IOException {
        names.with("a.test", "127.0.0.2", "127.0.0.1");
        try (FullBacklog one = new FullBacklog();
            FullBacklog other = new FullBacklog(address("127.0.0.2"), one.address().getPort())) {
            Probe<Tcp.Event> mortal = Probe.in(tcp.system);
            tcp.manager.tell(new Tcp.Connect(InetSocketAddress.createUnresolved("a.test", other.address().getPort()),
                mortal.ref(), null, QUICK));
            tcp.awaitCount("connection", 2);

            tcp.system.stop(mortal.ref()).join();

            tcp.awaitCount("connection", 0);
            tcp.awaitCount("connect", 0);
        }
    }
}
