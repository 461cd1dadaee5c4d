package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Inspect;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Register;
import dev.sluice.io.Connection.SuspendReading;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a connection counts, and whom it tells when it is too late. */
class ConnectionFiguresTest {
    private static final int SMALL_BUFFER = 8 << 10;
    private static final Dispatcher ELSEWHERE = Dispatcher.of(task -> Thread.ofVirtual().start(task));
    private static final ByteString BIG = ByteString.copyOf(new byte[4 << 20]);

    private static ConnectionFigures figures(ConnectionFixture fixture) {
        return fixture.system
            .ask(fixture.connection, (ActorRef<ConnectionFigures> me) -> new Inspect(me), Probe.PATIENCE).join();
    }

    @Test
    void shouldCountWhatGoesBothWays() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.send("hello");
            assertEquals("hello", fixture.received(5));
            fixture.write("wor");
            fixture.write("ld");
            assertEquals("world", fixture.receive(5));

            ConnectionFigures figures = figures(fixture);
            assertEquals(5, figures.bytesRead());
            assertTrue(figures.reads() >= 1 && figures.reads() <= 5, figures::toString);
            assertEquals(5, figures.bytesWritten());
            assertEquals(2, figures.writes());
            assertEquals(0, figures.refused());
            assertEquals(0, figures.queuedBytes());
            assertEquals(0, figures.queuedWrites());
        }
    }

    @Test
    void shouldCountWhatWaitsAndWhatIsRefused() throws IOException {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedWrites(1);
        try (ConnectionFixture fixture = new ConnectionFixture(settings, Spec.named("handler"), null, SMALL_BUFFER)) {
            fixture.connection.tell(new Register(fixture.handler.ref()));
            fixture.connection.tell(new Write(BIG));
            fixture.write("refused");
            fixture.handler.expect(Flow.class);
            fixture.handler.expect(CommandFailed.class);

            ConnectionFigures figures = figures(fixture);
            assertEquals(1, figures.refused());
            assertEquals(1, figures.queuedWrites());
            assertEquals(0, figures.writes());
            assertTrue(figures.stalls() >= 1, figures::toString);
            assertTrue(figures.queuedBytes() > 0 && figures.queuedBytes() < BIG.length(), figures::toString);
            assertEquals(BIG.length() + 64, figures.queuedBytes() + figures.bytesWritten());
        }
    }

    @Test
    void shouldTellTheAckOfAWriteThatComesTooLate() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.peer.close();
            fixture.connection.tell(new Close());
            fixture.handler.expect(Closed.class);
            fixture.system.stopped(fixture.connection).join();
            Probe<String> writer = Probe.in(fixture.system);

            fixture.connection.tell(new Write(ByteString.utf8("late"),
                new Ack<>(writer.ref(), "done", failed -> failed.cause().getMessage())));

            assertEquals("the connection has ended", writer.expect(String.class));
        }
    }

    @Test
    void shouldTellWhoeverTakesOverThatOutputIsBackedUp() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, Spec.named("handler"), null,
            SMALL_BUFFER)) {
            fixture.connection.tell(new Register(fixture.handler.ref()));
            fixture.connection.tell(new Write(BIG));
            fixture.handler.expect(new Flow(false));
            Probe<Event> next = Probe.in(fixture.system);

            fixture.connection.tell(new Register(next.ref()));

            next.expect(new Flow(false));
        }
    }

    /** What it writes while it is made may be refused before anybody has heard of it. */
    @Test
    void shouldTellAHandlerOnThePoolWhatBecameOfItsFirstWrites() throws IOException {
        CompletableFuture<CommandFailed> failed = new CompletableFuture<>();
        Handler writesAtOnce = (ctx, connection) -> {
            connection.tell(new SuspendReading());
            connection.tell(new Write(BIG));
            connection.tell(new Write(BIG));
            return event -> {
                if (event instanceof CommandFailed failure) {
                    failed.complete(failure);
                }
            };
        };
        Spec onPool = Spec.named("handler").on(ELSEWHERE);
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT, onPool, writesAtOnce,
            SMALL_BUFFER)) {
            assertTrue(failed.orTimeout(Probe.PATIENCE.toSeconds(), TimeUnit.SECONDS).join()
                .command() instanceof Write);
            assertEquals(1, figures(fixture).refused());
        }
    }

    @Test
    void shouldCountInputThatIsUnhandled() throws IOException {
        CompletableFuture<Void> go = new CompletableFuture<>();
        CompletableFuture<Void> busy = new CompletableFuture<>();
        Handler slow = (ctx, connection) -> event -> {
            if (event instanceof Received) {
                busy.complete(null);
                go.join();
            }
        };
        try (ConnectionFixture fixture = new ConnectionFixture(ConnectionSettings.DEFAULT,
            Spec.named("handler").on(ELSEWHERE), slow, 0)) {
            fixture.send("hello");
            busy.join();
            assertEquals(5 + 64, figures(fixture).unhandledBytes());
            go.complete(null);
        }
    }
}
