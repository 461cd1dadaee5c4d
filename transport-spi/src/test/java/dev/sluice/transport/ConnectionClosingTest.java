package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionClosingTest {
    @Test
    void shouldCloseInOrderAfterWhatWasWritten() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Closed> closer = Probe.in(fixture.system);
            fixture.write("bye");
            fixture.connection.tell(new Connection.Close(closer.ref()));

            assertEquals("bye", fixture.receive(3));
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.peer.close();
            assertInstanceOf(Reason.ByClose.class, fixture.closed());
            assertInstanceOf(Reason.ByClose.class, closer.expect(Closed.class).reason());
            fixture.handler.expectNothing();
        }
    }

    @Test
    void shouldTellTheHandlerOnceIfItIsTheCloser() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Object> all = Probe.in(fixture.system);
            fixture.connection.tell(new Connection.Close(fixture.handler.ref().accepting(closed -> closed)));
            fixture.peer.close();
            all.watch(fixture.connection).expectTerminated(fixture.connection);

            assertInstanceOf(Reason.ByClose.class, fixture.closed());
        }
    }

    @Test
    void shouldNotLoseAFlushedAnswerToItsOwnReset() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.send("x".repeat(20_000));
            fixture.write("answer");
            fixture.connection.tell(new Connection.Close());

            assertEquals("answer", fixture.receive(6));
            assertEquals(-1, fixture.peer.getInputStream().read());
        }
    }

    @Test
    void shouldNotLoseALongAnswerToItsOwnResetEither() throws Exception {
        ByteString answer = ByteString.copyOf(new byte[16 << 20]);
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.SuspendReading());
            fixture.connection.tell(new Connection.Write(answer));
            fixture.handler.expect(Connection.Flow.class);
            fixture.send("x".repeat(60_000));
            fixture.connection.tell(new Connection.Close());
            fixture.write("too late");
            fixture.handler.expect(Connection.CommandFailed.class);

            assertEquals(answer.length(), fixture.peer.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void shouldGiveUpLingeringInTime() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.linger(Duration.ofMillis(50), 1 << 20);
        try (ConnectionFixture fixture = new ConnectionFixture(settings)) {
            fixture.connection.tell(new Connection.Close());

            assertInstanceOf(Reason.ByClose.class, fixture.closed());
        }
    }

    @Test
    void shouldDeliverInputUntilThePeerConfirms() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.write("last");
            fixture.connection.tell(new Connection.ConfirmedClose());
            assertEquals("last", fixture.receive(4));
            assertEquals(-1, fixture.peer.getInputStream().read());

            fixture.send("still listening");
            assertEquals("still listening", fixture.received(15));
            fixture.peer.shutdownOutput();

            assertInstanceOf(Reason.ByConfirmedClose.class, fixture.closed());
        }
    }

    @Test
    void shouldGiveUpConfirmationInTime() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.confirmWithin(Duration.ofMillis(50));
        try (ConnectionFixture fixture = new ConnectionFixture(settings)) {
            fixture.connection.tell(new Connection.ConfirmedClose());

            Reason.ByError reason = assertInstanceOf(Reason.ByError.class, fixture.closed());
            assertInstanceOf(SocketTimeoutException.class, reason.cause());
        }
    }

    @Test
    void shouldResetOnAbort() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<Closed> closer = Probe.in(fixture.system);
            fixture.connection.tell(new Connection.Abort(closer.ref()));

            assertInstanceOf(Reason.ByAbort.class, closer.expect(Closed.class).reason());
            assertInstanceOf(Reason.ByAbort.class, fixture.closed());
            assertThrows(SocketException.class, () -> fixture.peer.getInputStream().read());
        }
    }

    @Test
    void shouldAbortACloseThatIsStuck() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, Spec.named("none"), null,
            8192)) {
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[8 << 20])));
            fixture.connection.tell(new Connection.Close());
            fixture.handler.expect(Connection.Flow.class);
            fixture.connection.tell(new Connection.Abort());

            fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByAbort);
        }
    }

    @Test
    void shouldGiveUpFlushingInTime() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.flushWithin(Duration.ofMillis(50));
        try (ConnectionFixture fixture = new ConnectionFixture(settings, Spec.named("none"), null, 8192)) {
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[8 << 20])));
            fixture.connection.tell(new Connection.Close());

            fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByError);
        }
    }

    @Test
    void shouldRefuseWritesWhileClosing() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.Close());
            fixture.write("too late");

            fixture.handler.expect(Connection.CommandFailed.class);
        }
    }

    @Test
    void shouldTellClosedBeforeTerminated() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.handler.watch(fixture.connection);
            fixture.send("data");
            assertEquals("data", fixture.received(4));
            fixture.peer.close();

            fixture.closed();
            fixture.handler.expectTerminated(fixture.connection);
        }
    }

    @Test
    void shouldTellTheHandlerWhenTheActorIsKilled() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.send("x");
            assertEquals("x", fixture.received(1));
            fixture.system.kill(fixture.connection).join();

            assertInstanceOf(Reason.ByError.class, fixture.closed());
            assertThrows(IOException.class, () -> {
                if (fixture.peer.getInputStream().read() < 0) {
                    throw new AssertionError("an end in order, but the connection was killed");
                }
            });
        }
    }

    @Test
    void shouldFlushWhenTheActorIsStopped() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            Probe<String> acks = Probe.in(fixture.system);
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[8 << 20]),
                new Connection.Ack<>(acks.ref(), "taken")));
            fixture.handler.expect(Connection.Flow.class);
            fixture.system.stop(fixture.connection);

            assertEquals(8 << 20, fixture.peer.getInputStream().readAllBytes().length);
            acks.expect("taken");
            fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByError);
        }
    }

    @Test
    void shouldEndAnIdleConnectionAlsoWhileSuspended() throws Exception {
        try (
            ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT.idle(Duration.ofMillis(50)))) {
            fixture.connection.tell(new Connection.SuspendReading());

            Reason.ByError reason = assertInstanceOf(Reason.ByError.class, fixture.closed());
            assertInstanceOf(SocketTimeoutException.class, reason.cause());
        }
    }

    @Test
    void shouldNotWaitForARegisterForEver() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.registerWithin(Duration.ofMillis(50));
        try (ConnectionFixture fixture = new ConnectionFixture(settings, null)) {
            fixture.observed.expect(ConnectionFixture.Told.HandlerFailed.class);
            fixture.system.stopped(fixture.connection).join();
        }
    }

    @Test
    void shouldReleaseEverythingWhenItIsKilledWhileItsStopIsHeld() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, Spec.named("none"), null,
            8192)) {
            fixture.connection.tell(new Connection.Register(fixture.handler.ref()));
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[8 << 20])));
            fixture.handler.expect(Connection.Flow.class);
            fixture.system.stop(fixture.connection);
            fixture.system.kill(fixture.connection).join();

            fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByError);
            assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
        }
    }

    @Test
    void shouldCloseInOrderIfTheHandlerEndsRightAfterItAskedForAConfirmedClose() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT,
            (ctx, connection) -> event -> {
                connection.tell(new Connection.Write(ByteString.utf8("bye")));
                connection.tell(new Connection.ConfirmedClose());
                ctx.stop();
            })) {
            fixture.send("x");

            assertEquals("bye", fixture.receive(100));
            fixture.peer.close();
            fixture.system.stopped(fixture.connection).join();
        }
    }

    @Test
    void shouldNotSayThatACloseWasCarriedOutIfThePeerResets() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Connection.ConfirmedClose());
            assertEquals(-1, fixture.peer.getInputStream().read());
            fixture.peer.setSoLinger(true, 0);
            fixture.peer.close();

            assertInstanceOf(Reason.ByError.class, fixture.closed());
        }
    }
}
