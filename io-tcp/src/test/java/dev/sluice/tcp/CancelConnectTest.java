package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ECHO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connect is given up, in each of its stages. */
class CancelConnectTest {
    private static final ConnectSettings FOR_EVER = ConnectSettings.DEFAULT.timeout(Duration.ZERO);
    private static final InetSocketAddress SLOW = InetSocketAddress.createUnresolved("slow.test", 7000);

    private final long socketsBefore = Descriptors.count();
    private final TestNames names = new TestNames().with("slow.test", "127.0.0.1");
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.resolver(names));
    private final Probe<Tcp.Event> connector = Probe.in(tcp.system);

    @AfterEach
    void shouldLeaveNothingBehind() {
        names.endSlowLookUps();
        tcp.awaitCount("connect", 0);
        tcp.awaitCount("connection", 0);
        connector.expectNothing();
        tcp.close();
        Descriptors.awaitCount(socketsBefore);
    }

    private Tcp.Connect connect(InetSocketAddress remote, ConnectSettings settings) {
        Tcp.Connect command = new Tcp.Connect(remote, connector.ref(), null, settings);
        tcp.manager.tell(command);
        return command;
    }

    private void cancel(Tcp.Connect command) {
        tcp.manager.tell(new Tcp.CancelConnect(command));
    }

    private void expectCancelled(Tcp.Connect command) {
        Tcp.CommandFailed failed = connector.expect(Tcp.CommandFailed.class);
        assertSame(command, failed.command());
        assertInstanceOf(CancellationException.class, failed.cause());
        assertTrue(failed.cause().getMessage().contains(Sockets.text(command.remote())), failed.cause().getMessage());
    }

    // ---- by an actor ----

    @Test
    void aLookUpIsCancelled() {
        Tcp.Connect command = connect(SLOW, FOR_EVER);
        tcp.awaitCount("connect", 1);

        cancel(command);

        expectCancelled(command);
    }

    @Test
    void aConnectUnderWayIsCancelledAndNothingIsLeftWhenThatIsTold() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            long before = Descriptors.count();
            Tcp.Connect command = connect(silent.address(), FOR_EVER);
            tcp.awaitCount("connection", 1);

            cancel(command);

            expectCancelled(command);
            assertEquals(before, Descriptors.count());
        }
    }

    @Test
    void aPauseIsCancelled() throws IOException {
        InetSocketAddress nobody = nobody();
        Tcp.Connect command = connect(nobody,
            FOR_EVER.retry(Retry.FOR_EVER.pauses(Duration.ofDays(1), Duration.ofDays(1))));
        tcp.awaitCount("connect", 1);

        cancel(command);

        expectCancelled(command);
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }
    }

    @Test
    void oneOfTwoEqualCommandsIsCancelled() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            Tcp.Connect one = connect(silent.address(), FOR_EVER);
            Tcp.Connect other = connect(silent.address(), FOR_EVER);
            assertEquals(one, other);
            tcp.awaitCount("connection", 2);

            cancel(one);
            expectCancelled(one);
            connector.expectNothing();

            cancel(other);
            expectCancelled(other);
        }
    }

    @Test
    void oneThatWasSentTwiceIsCancelledTwice() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            Tcp.Connect both = connect(silent.address(), FOR_EVER);
            tcp.manager.tell(both);
            tcp.awaitCount("connection", 2);

            cancel(both);

            expectCancelled(both);
            expectCancelled(both);
        }
    }

    /** Whichever comes first: one answer, and no connection that nobody knows of. */
    @Test
    void aCancelThatRacesWithTheConnectionMeansOneAnswer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 300, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 200; i++) {
                Tcp.Connect command = connect((InetSocketAddress) server.getLocalSocketAddress(), FOR_EVER);
                for (int spin = 0; spin < i * 200; spin++) {
                    Thread.onSpinWait();
                }
                cancel(command);
                expectOneAnswer(command);
            }
        }
    }

    private void expectOneAnswer(Tcp.Connect command) {
        Tcp.Event answer = connector.expect(Tcp.Event.class);
        if (answer instanceof Tcp.Connected connected) {
            Probe<Connection.Closed> closed = Probe.in(tcp.system);
            connected.connection().tell(new Connection.Abort(closed.ref()));
            closed.expect(Connection.Closed.class);
            tcp.system.stop(closed.ref());
        } else {
            assertSame(command, assertInstanceOf(Tcp.CommandFailed.class, answer).command());
        }
    }

    @Test
    void whatIsOpenStaysOpen() throws IOException {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        Tcp.Connect command = connect(bound.local(), FOR_EVER);
        Tcp.Connected connected = connector.expect(Tcp.Connected.class);
        tcp.awaitCount("connect", 0);

        cancel(command);

        Probe<Connection.Event> handler = tcp.register(connected);
        connected.connection().tell(new Connection.Write(ByteString.utf8("alive")));
        assertEquals("alive", handler.expect(Connection.Received.class).data().decodeUtf8());
        connected.connection().tell(new Connection.Abort());
        handler.expect(Connection.Closed.class);
    }

    @Test
    void whatWasNeverAskedForIsNotCancelled() throws IOException {
        cancel(new Tcp.Connect(nobody(), connector.ref()));
        Tcp.Connect command = connect(nobody(), FOR_EVER);

        assertSame(command, connector.expect(Tcp.CommandFailed.class).command());
    }

    @Test
    void whenTheManagerHasStoppedTheConnectIsAnsweredOnceAndTheCancelIsNot() {
        Tcp.Connect command = connect(SLOW, FOR_EVER);
        tcp.awaitCount("connect", 1);
        tcp.system.kill(tcp.manager).join();
        cancel(command);

        assertSame(command, connector.expect(Tcp.CommandFailed.class).command());
    }

    // ---- by its future ----

    private CompletableFuture<Tcp.Connected> connecting(InetSocketAddress remote) {
        return Tcp.connect(tcp.system, remote, FOR_EVER, ECHO);
    }

    @Test
    void aFutureIsCancelledWhileItsNameIsLookedUp() {
        CompletableFuture<Tcp.Connected> future = connecting(SLOW);
        tcp.awaitCount("connect", 1);

        future.cancel(false);

        tcp.awaitCount("connect", 0);
        tcp.awaitCount("connect :7000", 0);
    }

    @Test
    void aFutureIsCancelledWhileItConnects() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            long before = Descriptors.count();
            CompletableFuture<Tcp.Connected> future = connecting(silent.address());
            tcp.awaitCount("connection", 1);

            future.cancel(false);

            tcp.awaitCount("connection", 0);
            tcp.awaitCount("connect :" + silent.address().getPort(), 0);
            assertEquals(before, Descriptors.count());
        }
    }

    @Test
    void aFutureThatIsCancelledWhileItOpensLeavesNoConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 100; i++) {
                HeldBack last = new HeldBack();
                CompletableFuture<Tcp.Connected> future = Tcp.connect(tcp.system,
                    (InetSocketAddress) server.getLocalSocketAddress(), FOR_EVER.layer(last), ECHO);
                try (Socket peer = server.accept()) {
                    last.letGo();
                    future.cancel(false);
                    peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
                    assertEnds(peer, future);
                }
            }
            tcp.awaitCount("connect :" + server.getLocalPort(), 0);
        }
    }

    private static void assertEnds(Socket peer, CompletableFuture<Tcp.Connected> future) throws IOException {
        if (!future.isCancelled()) {
            ActorRef<Connection.Command> connection = future.join().connection();
            connection.tell(new Connection.Abort());
        }
        try {
            assertEquals(-1, peer.getInputStream().read());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("it lives on", e);
        } catch (IOException reset) {
            // as it should be
        }
    }
}
