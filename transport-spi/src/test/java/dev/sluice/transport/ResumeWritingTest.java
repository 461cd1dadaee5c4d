package dev.sluice.transport;

import static dev.sluice.transport.ConnectionFixture.random;
import static dev.sluice.transport.ConnectionFixture.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeWriting;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.WriteRefusedException;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeWritingTest {
    private static final int BIG = 8 << 20;
    private static final int NUMBERS = 20_000;
    private static final int LENGTH = 1000;
    private static final int AT_A_TIME = 50;
    private static final AtomicInteger REFUSALS = new AtomicInteger();

    /** Writes numbers at will; after a refusal it resumes, and writes again what was refused. */
    private static final class Counting implements Actor<Event> {
        private record GoOn() implements Extension {}

        private final Context<Event> ctx;
        private final ActorRef<Command> connection;
        private final ArrayDeque<Write> refused = new ArrayDeque<>();
        private int next;

        Counting(Context<Event> ctx, ActorRef<Command> connection) {
            this.ctx = ctx;
            this.connection = connection;
        }

        @Override
        public void on(Event event) {
            switch (event) {
                case Received begin -> goOn();
                case GoOn() -> goOn();
                case CommandFailed(Write write, WriteRefusedException cause) -> refused(write);
                case Flow(var open) when open && !refused.isEmpty() -> again();
                default -> {}
            }
        }

        private void goOn() {
            if (!refused.isEmpty()) {
                return;
            }
            for (int i = 0; i < AT_A_TIME && next < NUMBERS; i++) {
                connection.tell(new Write(ByteString.copyOf(ByteBuffer.allocate(LENGTH).putInt(0, next++))));
            }
            if (next < NUMBERS) {
                ctx.self().tell(new GoOn());
            }
        }

        private void refused(Write write) {
            REFUSALS.incrementAndGet();
            refused.add(write);
            if (refused.size() == 1) {
                connection.tell(new ResumeWriting());
            }
        }

        private void again() {
            refused.forEach(connection::tell);
            refused.clear();
            ctx.self().tell(new GoOn());
        }
    }

    /** The protocol of the ancestor (5.4.5): each number is taken by the socket exactly once, and in order. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseAndDoubleNothing(boolean beside) throws Exception {
        REFUSALS.set(0);
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedBytes(100_000).marks(10_000, 50_000);
        Spec spec = beside
            ? Spec.named("counting")
            : Spec.named("counting").on(Dispatcher.of(ForkJoinPool.commonPool()));
        try (ConnectionFixture fixture = new ConnectionFixture(settings, spec, Counting::new, 8 << 10)) {
            fixture.send("!"); // what it is told before it is the handler, is lost
            DataInputStream in = new DataInputStream(fixture.peer.getInputStream());
            for (int i = 0; i < NUMBERS; i++) {
                assertEquals(i, in.readInt());
                in.skipNBytes(LENGTH - Integer.BYTES);
            }
            assertTrue(REFUSALS.get() > 0);
        }
    }

    /** A place in the order of what the handler is told. */
    private static void mark(ConnectionFixture fixture) {
        fixture.connection.tell(new Pull(1)); // is not for a connection that pushes
        assertEquals(new Pull(1), fixture.handler.expect(CommandFailed.class).command());
    }

    private static ConnectionFixture refused(ConnectionSettings settings) throws Exception {
        ConnectionFixture fixture = slow(settings);
        fixture.connection.tell(new Write(random(BIG)));
        fixture.write("refused");
        fixture.handler.await(CommandFailed.class, failed -> true);
        return fixture;
    }

    @Test
    void shouldAnswerAtOnceThatNothingWasSuspended() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new ResumeWriting());

            fixture.handler.expect(new Flow(true));
            mark(fixture);
        }
    }

    @Test
    void shouldAnswerSeveralTogether() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new ResumeWriting());
            fixture.connection.tell(new ResumeWriting());
            mark(fixture);
            fixture.receiveBytes(BIG);

            fixture.handler.expect(new Flow(true));
            mark(fixture);
        }
    }

    @Test
    void shouldAnswerAlsoIfTheHighMarkWasNeverReached() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedBytes(BIG).marks(100, 2 * BIG);
        try (ConnectionFixture fixture = refused(settings.queuedWrites(1))) {
            fixture.connection.tell(new ResumeWriting());
            mark(fixture);
            fixture.receiveBytes(BIG);

            fixture.handler.expect(new Flow(true));
            mark(fixture);
        }
    }

    @Test
    void shouldSuspendAgainWhoDoesNotWaitForTheAnswer() throws Exception {
        try (ConnectionFixture fixture = refused(ConnectionSettings.DEFAULT)) {
            fixture.connection.tell(new ResumeWriting());
            fixture.write("too early");
            assertEquals(WriteRefusedException.Kind.FULL,
                ((WriteRefusedException) fixture.handler.expect(CommandFailed.class).cause()).kind());
            fixture.receiveBytes(BIG);
            fixture.send("drained");
            assertEquals("drained", fixture.received(7));
            fixture.write("still suspended");
            assertEquals(WriteRefusedException.Kind.SUSPENDED,
                ((WriteRefusedException) fixture.handler.expect(CommandFailed.class).cause()).kind());

            fixture.connection.tell(new ResumeWriting());
            fixture.handler.expect(new Flow(true));
            mark(fixture);
        }
    }

    @Test
    void shouldFailWhenTheConnectionCloses() throws Exception {
        try (ConnectionFixture fixture = new ConnectionFixture()) {
            fixture.connection.tell(new Close());
            fixture.connection.tell(new ResumeWriting());

            CommandFailed failed = fixture.handler.expect(CommandFailed.class);
            assertEquals(new ResumeWriting(), failed.command());
            assertEquals(WriteRefusedException.Kind.CLOSING, ((WriteRefusedException) failed.cause()).kind());
        }
    }
}
