package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.CloseCommand;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Reason;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A close on top of a close: a later command can only hasten it, and each who asked is told once. */
class ConnectionClosingAgainTest {
    private ConnectionFixture fixture;
    private Probe<Closed> first;
    private Probe<Closed> second;

    @BeforeEach
    void connect() throws IOException {
        fixture = new ConnectionFixture();
        first = Probe.in(fixture.system);
        second = Probe.in(fixture.system);
    }

    @AfterEach
    void end() throws IOException {
        fixture.close();
    }

    enum Kind {
        CLOSE(Close::new), CONFIRMED(ConfirmedClose::new), ABORT(Abort::new);

        final Function<ActorRef<? super Closed>, CloseCommand> command;

        Kind(Function<ActorRef<? super Closed>, CloseCommand> command) {
            this.command = command;
        }
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
            Arguments.of(Kind.CLOSE, Kind.CLOSE, Reason.ByClose.class),
            Arguments.of(Kind.CLOSE, Kind.CONFIRMED, Reason.ByClose.class),
            Arguments.of(Kind.CLOSE, Kind.ABORT, Reason.ByAbort.class),
            Arguments.of(Kind.CONFIRMED, Kind.CLOSE, Reason.ByClose.class),
            Arguments.of(Kind.CONFIRMED, Kind.CONFIRMED, Reason.ByConfirmedClose.class),
            Arguments.of(Kind.CONFIRMED, Kind.ABORT, Reason.ByAbort.class));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldTellBothOnce(Kind one, Kind other, Class<? extends Reason> reason) throws IOException {
        fixture.connection.tell(one.command.apply(first.ref()));
        assertEquals(-1, fixture.peer.getInputStream().read());
        fixture.connection.tell(other.command.apply(second.ref()));
        fixture.write("too late");
        fixture.handler.watch(fixture.connection);
        if (other != Kind.ABORT) {
            fixture.handler.expect(Connection.CommandFailed.class); // and only now the peer goes too
            fixture.peer.close();
        }

        assertInstanceOf(reason, first.expect(Closed.class).reason());
        assertInstanceOf(reason, second.expect(Closed.class).reason());
        assertInstanceOf(reason, fixture.closed());
        fixture.handler.expectTerminated(fixture.connection);
        first.expectNothing();
        second.expectNothing();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldTellBothOnceWhileWritesAreQueued(Kind one, Kind other, Class<? extends Reason> reason)
        throws IOException {
        int size = 16 << 20;
        fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[size])));
        fixture.handler.expect(Connection.Flow.class);
        fixture.connection.tell(one.command.apply(first.ref()));
        fixture.connection.tell(other.command.apply(second.ref()));
        if (other == Kind.ABORT) {
            assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
        } else {
            assertEquals(size, fixture.peer.getInputStream().readAllBytes().length);
        }
        fixture.peer.close();

        assertInstanceOf(reason, first.expect(Closed.class).reason());
        assertInstanceOf(reason, second.expect(Closed.class).reason());
        fixture.handler.await(Closed.class, closed -> reason.isInstance(closed.reason()));
        fixture.system.stopped(fixture.connection).join();
        first.expectNothing();
        second.expectNothing();
    }

    @Test
    void shouldTellWhoComesTooLateThatHeDoes() {
        fixture.connection.tell(new Abort(first.ref()));
        assertInstanceOf(Reason.ByAbort.class, first.expect(Closed.class).reason());
        fixture.system.stopped(fixture.connection).join();

        for (Kind kind : Kind.values()) {
            fixture.connection.tell(kind.command.apply(second.ref()));
            Reason.ByError reason = assertInstanceOf(Reason.ByError.class, second.expect(Closed.class).reason());
            assertEquals("the connection had ended before", reason.cause().getMessage());
        }
    }

    @Test
    void shouldTellBothOfTwoAborts() {
        fixture.connection.tell(new Abort(first.ref()));
        fixture.connection.tell(new Abort(second.ref()));

        assertInstanceOf(Reason.ByAbort.class, first.expect(Closed.class).reason());
        second.expect(Closed.class);
        assertInstanceOf(Reason.ByAbort.class, fixture.closed());
        fixture.system.stopped(fixture.connection).join();
        second.expectNothing();
    }

    /** An abort comes in order; but writes that are refused cost little, and those that are queued leave nothing to wait for. */
    @Test
    void shouldResetBehindAFloodOfWrites() {
        for (int i = 0; i < 200_000; i++) {
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[16])));
        }
        fixture.connection.tell(new Abort(first.ref()));

        assertInstanceOf(Reason.ByAbort.class, first.expect(Closed.class).reason());
        assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
    }

    @Test
    void shouldResetAheadOfAFloodOfWritesIfItIsKilled() {
        for (int i = 0; i < 200_000; i++) {
            fixture.connection.tell(new Connection.Write(ByteString.copyOf(new byte[16])));
        }
        fixture.system.kill(fixture.connection).join();

        fixture.handler.await(Closed.class, closed -> closed.reason() instanceof Reason.ByError);
        assertThrows(IOException.class, () -> fixture.peer.getInputStream().readAllBytes());
    }
}
