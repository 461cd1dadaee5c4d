package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each clock on real sockets: which one ends the connection, what it says, and what the peer sees. */
class ConnectionDeadlinesTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ConnectionSettings DEFAULT = ConnectionSettings.DEFAULT;
    /** Where something has to be done before. */
    private static final Duration NOT_SO_SHORT = Duration.ofMillis(500);
    private static final ByteString MUCH = ByteString.copyOf(new byte[16 << 20]);

    private static void expectLate(String text, Reason reason) {
        Throwable cause = assertInstanceOf(Reason.ByError.class, reason).cause();
        assertInstanceOf(SocketTimeoutException.class, cause);
        assertEquals(text, cause.getMessage());
        assertEquals("failed: java.net.SocketTimeoutException: " + text, reason.toString());
    }

    /** Something waits for the peer, who doesn't take it. */
    private static void queue(ConnectionFixture fixture) {
        fixture.connection.tell(new Connection.Write(MUCH));
        fixture.handler.expect(Connection.Flow.class);
    }

    private static void expectReset(ConnectionFixture fixture) {
        assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
    }

    @Test
    void shouldCloseAnIdleConnectionInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.idle(NOT_SO_SHORT))) {
            fixture.write("answer");

            assertEquals("answer", fixture.receive(100));
            fixture.peer.close();
            expectLate("idle: no byte went either way for PT0.5S", fixture.closed());
        }
    }

    @Test
    void shouldCloseAnIdleConnectionInOrderAlsoIfItIsSuspendedWithInput() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.idle(NOT_SO_SHORT))) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.write("answer");
            fixture.send("x".repeat(20_000));

            assertEquals("answer", fixture.receive(100));
            fixture.peer.close();
            fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByError);
        }
    }

    @Test
    void shouldResetAnIdleConnectionWhosePeerTakesNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.idle(NOT_SO_SHORT))) {
            queue(fixture);

            fixture.handler.expect(Connection.CommandFailed.class);
            expectLate("idle: no byte went either way for PT0.5S", fixture.closed());
            expectReset(fixture);
        }
    }

    @Test
    void shouldCloseIfThePeerSendsNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.idleReading(SHORT))) {
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.peer.close();

            expectLate("idleReading: the peer sent nothing for PT0.05S", fixture.closed());
        }
    }

    @Test
    void shouldNotBlameThePeerForItsSilenceOnceItHasEnded() throws Exception {
        ConnectionSettings settings = DEFAULT.idleReading(NOT_SO_SHORT).halfOpen(true)
            .idleWriting(NOT_SO_SHORT.multipliedBy(2));
        try (ConnectionFixture fixture = new ConnectionFixture(settings)) {
            fixture.peer.shutdownOutput();
            fixture.handler.expect(Connection.InputEnded.class);

            expectLate("idleWriting: nothing was written for PT1S", fixture.closed());
        }
    }

    @Test
    void shouldCloseIfTheHandlerWritesNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.idleWriting(SHORT))) {
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.peer.close();

            expectLate("idleWriting: nothing was written for PT0.05S", fixture.closed());
        }
    }

    @Test
    void shouldResetAPeerThatTakesNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.stall(SHORT))) {
            queue(fixture);

            fixture.handler.expect(Connection.CommandFailed.class);
            expectLate("stall: the peer took nothing for PT0.05S", fixture.closed());
            expectReset(fixture);
        }
    }

    @Test
    void shouldResetAPeerThatTakesNothingAlsoWhileItCloses() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.stall(SHORT))) {
            queue(fixture);
            fixture.connection.tell(new Connection.Close());

            fixture.handler.expect(Connection.CommandFailed.class);
            expectLate("stall: the peer took nothing for PT0.05S", fixture.closed());
            expectReset(fixture);
        }
    }

    @Test
    void shouldGiveUpFlushing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.flushWithin(SHORT))) {
            queue(fixture);
            fixture.connection.tell(new Connection.Close());

            fixture.handler.expect(Connection.CommandFailed.class);
            expectLate("flushWithin: what was queued was not written out within PT0.05S", fixture.closed());
            expectReset(fixture);
        }
    }

    @Test
    void shouldGiveUpFlushingAlsoIfItIsStopped() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.flushWithin(SHORT))) {
            queue(fixture);
            fixture.system.stop(fixture.connection);

            fixture.handler.expect(Connection.CommandFailed.class);
            expectLate("flushWithin: what was queued was not written out within PT0.05S", fixture.closed());
            expectReset(fixture);
        }
    }

    @Test
    void shouldNotTakeLongerThanFiveSecondsIfItIsStopped() {
        Closing closing = new Closing(DEFAULT.flushWithin(Duration.ZERO), false);
        assertEquals(Duration.ZERO, closing.within());

        closing.hurry(Duration.ofSeconds(5));

        assertEquals(Duration.ofSeconds(5), closing.within());
    }

    @Test
    void shouldGiveUpWaitingForConfirmationAndLoseNothing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.confirmWithin(SHORT))) {
            fixture.write("answer");
            fixture.connection.tell(new Connection.ConfirmedClose());

            expectLate("confirmWithin: the peer did not end its output, and no byte came for PT0.05S",
                fixture.closed());
            assertEquals("answer", fixture.receive(100));
        }
    }

    @Test
    void shouldCloseWhatIsHalfOpenInOrder() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.halfOpen(true).confirmWithin(NOT_SO_SHORT))) {
            fixture.peer.shutdownOutput();
            fixture.handler.expect(Connection.InputEnded.class);
            fixture.write("answer");

            expectLate("confirmWithin: half open, and no byte went for PT0.5S", fixture.closed());
            assertEquals("answer", fixture.receive(100));
        }
    }

    @Test
    void shouldResetIfNobodyRegisters() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.registerWithin(SHORT), null)) {
            Throwable cause = fixture.observed.expect(ConnectionFixture.Told.HandlerFailed.class).cause();

            assertInstanceOf(SocketTimeoutException.class, cause);
            assertEquals("registerWithin: nobody registered within PT0.05S", cause.getMessage());
            expectReset(fixture);
        }
    }

    @Test
    void shouldReadAndDiscardNoMoreThanItMay() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(DEFAULT.linger(Duration.ofHours(1), 1000))) {
            fixture.connection.tell(new Connection.Close());
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.send("x".repeat(1001));

            assertInstanceOf(Reason.ByClose.class, fixture.closed());
        }
    }

    @Test
    void shouldHaveNoClockOnceNoneRuns() throws Exception {
        ConnectionSettings settings = DEFAULT.registerWithin(Duration.ofHours(1));
        try (ConnectionFixture fixture = new ConnectionFixture(); Socket peer = new Socket()) {
            StreamConnection connection = open(fixture, peer, StreamOrigin.observedBy(fixture.new Observer())
                .settings(settings));
            assertNotNull(deadlines(connection));

            connection.ctx.self().tell(new Connection.Register(fixture.handler.ref()));
            peer.getOutputStream().write(1);
            fixture.handler.expect(Connection.Received.class);

            assertNull(deadlines(connection));
        }
    }

    private static StreamConnection open(ConnectionFixture fixture, Socket peer, StreamOrigin origin)
        throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer.connect(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            CompletableFuture<StreamConnection> made = new CompletableFuture<>();
            Spec place = Spec.named("watched").on(Dispatcher.of(fixture.system.loops().get(0)));
            fixture.system.spawn(Connection.Command.class, place, ctx -> {
                Slots slots = Slots.unlimited();
                slots.take(null);
                StreamConnection connection = new StreamConnection(ctx, slots, () -> NioStream.connected(accepted),
                    origin);
                made.complete(connection);
                return connection;
            });
            return made.join();
        }
    }

    private static Deadlines deadlines(StreamConnection connection) {
        CompletableFuture<Optional<Deadlines>> seen = new CompletableFuture<>();
        connection.ctx.loop().execute(() -> seen.complete(Optional.ofNullable(connection.deadlines)));
        return seen.join().orElse(null);
    }
}
