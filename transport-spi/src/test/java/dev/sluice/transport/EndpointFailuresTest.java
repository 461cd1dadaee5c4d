package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SendCommand;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.io.WriteRefusedException.Kind;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of what could not be sent, over a handle that fails what the test says. */
class EndpointFailuresTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;

    private final FakeDatagram handle = new FakeDatagram();
    private final EndpointFixture fixture;
    private final Probe<Object> acks;

    EndpointFailuresTest() throws IOException {
        fixture = new EndpointFixture(() -> handle.poller);
        acks = Probe.in(fixture.system);
    }

    @AfterEach
    void close() {
        handle.room(Integer.MAX_VALUE);
        fixture.close();
    }

    private void begin(EndpointSettings settings) {
        fixture.registered(() -> handle, settings);
    }

    private void beginBlocked(EndpointSettings settings) {
        handle.room(0);
        begin(settings);
    }

    private static ByteString bytes(String text) {
        return ByteString.utf8(text);
    }

    private Send acked(String text) {
        return new Send(bytes(text), FakeDatagram.SENDER, new Ack<>(acks.ref(), text, failure -> failure));
    }

    private static SendAll all(Ack<?> ack, String... texts) {
        return new SendAll(Arrays.stream(texts).map(text -> new Datagram(bytes(text), FakeDatagram.SENDER)).toList(),
            ack);
    }

    private CommandFailed refused(Kind kind) {
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertEquals(kind, assertInstanceOf(WriteRefusedException.class, failure.cause()).kind());
        return failure;
    }

    // ---- failures ----

    @Test
    void shouldFailOneDatagramAlone() {
        begin(DEFAULT);
        IOException tooLong = new IOException("Message too long");
        handle.failures.put("b", tooLong);
        Send toHandler = new Send(bytes("b"), FakeDatagram.SENDER);
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a"));
            fixture.tell(acked("b"));
            fixture.tell(toHandler);
            fixture.tell(acked("c"));
        });
        acks.expect("a");
        assertSame(tooLong, acks.expect(CommandFailed.class).cause());
        acks.expect("c");
        fixture.handler.expect(new CommandFailed(toHandler, tooLong));
        EndpointFigures figures = fixture.figures();
        assertEquals(2, figures.failed());
        assertEquals(2, figures.sent());
    }

    @Test
    void shouldTellThoseOfABatchThatWereNotSent() {
        begin(DEFAULT);
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        handle.failures.put("b", first);
        handle.failures.put("d", second);
        Ack<Object> ack = new Ack<>(acks.ref(), "all", failure -> failure);
        fixture.tell(all(ack, "a", "b", "c", "d", "b"));
        CommandFailed failure = acks.expect(CommandFailed.class);
        assertEquals(all(ack, "b", "d", "b"), failure.command());
        assertSame(first, failure.cause());
        assertEquals(List.of(second), List.of(first.getSuppressed()));
        assertEquals(List.of("a", "c"), handle.texts());
        assertEquals(3, fixture.figures().failed());
    }

    @Test
    void shouldTellTheVeryBatchIfNoneOfItWasSent() {
        begin(DEFAULT);
        IOException cause = new IOException("no");
        handle.failures.put("a", cause);
        SendAll none = all(null, "a", "a");
        fixture.tell(none);
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(none, failure.command());
        assertSame(cause, failure.cause());
        assertEquals(0, cause.getSuppressed().length);
    }

    @Test
    void shouldTellWhatTheNetworkReportsWhileItSends() {
        begin(DEFAULT);
        handle.reports(new PortUnreachableException("of an earlier one"));
        fixture.tell(acked("a"));
        assertEquals("of an earlier one", fixture.handler.expect(NetworkError.class).cause().getMessage());
        acks.expect("a");
        assertEquals(1, fixture.figures().networkErrors());
    }

    @Test
    void shouldTellTheHandlerIfTheFunctionOfAnAckFails() {
        begin(DEFAULT);
        handle.failures.put("a", new IOException("no"));
        Send send = new Send(bytes("a"), null, new Ack<Object>(acks.ref(), "done", failure -> {
            throw new IllegalStateException("on purpose");
        }));
        fixture.tell(send);
        assertSame(send, fixture.handler.expect(CommandFailed.class).command());
        fixture.tell(acked("b"));
        acks.expect("b");
    }

    @Test
    void shouldEndIfTheHandleIsBroken() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        fixture.tell(acked("b"));
        assertEquals(2, fixture.figures().queuedDatagrams());
        IOException broken = new IOException("broken");
        handle.breaks(broken);
        handle.room(1);
        assertSame(broken, acks.expect(CommandFailed.class).cause());
        assertSame(broken, acks.expect(CommandFailed.class).cause());
        assertSame(broken, fixture.closed());
        assertTrue(handle.isClosed);
    }

    @Test
    void shouldHoldTheFailuresForTheFirstHandler() {
        fixture.open(() -> handle, DEFAULT);
        handle.failures.put("a", new IOException("no"));
        fixture.tell(new Send(bytes("a")));
        await().until(() -> fixture.figures().failed() == 1);
        fixture.tell(new Register(fixture.handler.ref()));
        fixture.handler.expect(CommandFailed.class);
    }

    // ---- the end ----

    /** No actor of this library: it can't be watched. */
    private record Stranger() implements ActorRef<Event> {
        @Override
        public void tell(Event message) {}

        @Override
        public <N> ActorRef<N> accepting(Function<? super N, ? extends Event> f) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void shouldRefuseAHandlerThatItCanNotWatch() {
        fixture.open(() -> handle, DEFAULT);
        Register first = new Register(new Stranger());
        fixture.tell(first);
        fixture.tell(new Register(fixture.handler.ref()));
        assertEquals(first, fixture.handler.expect(CommandFailed.class).command());
        Register second = new Register(new Stranger());
        fixture.tell(second);
        assertEquals(second, fixture.handler.expect(CommandFailed.class).command());
        handle.comes(bytes("still here"));
        assertEquals("still here", fixture.received());
    }

    @Test
    void shouldSendWhatIsQueuedBeforeItCloses() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        fixture.tell(new Close());
        SendCommand late = new Send(bytes("b"));
        fixture.tell(late);
        assertSame(late, refused(Kind.CLOSING).command());
        handle.room(1);
        acks.expect("a");
        assertNull(fixture.closed());
    }

    @Test
    void shouldSendWhatTheSameBatchHasQueuedBeforeTheClose() {
        begin(DEFAULT);
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a"));
            fixture.tell(new Close());
        });
        acks.expect("a");
        assertNull(fixture.closed());
    }

    @Test
    void shouldCloseWhatNobodyTakesAndTellEachDatagram() {
        beginBlocked(DEFAULT.flushWithin(Duration.ofMillis(50)));
        fixture.tell(acked("a"));
        SendAll both = all(null, "b", "c");
        fixture.tell(both);
        fixture.tell(new Close());
        Exception late = acks.expect(CommandFailed.class).cause();
        assertEquals("flushWithin: what was queued did not leave in time", late.getMessage());
        fixture.handler.expect(new CommandFailed(both, late));
        assertSame(late, fixture.closed());
    }

    @Test
    void shouldTellOfABatchOfWhichAPartHadLeft() {
        handle.room(1);
        begin(DEFAULT.flushWithin(Duration.ofMillis(50)));
        fixture.tell(all(null, "a", "b", "c"));
        fixture.tell(new Close());
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertEquals(all(null, "b", "c"), failure.command());
        assertEquals(0, failure.cause().getSuppressed().length);
        assertSame(failure.cause(), fixture.closed());
    }

    @Test
    void shouldSendWhatIsQueuedWhenItIsStopped() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        assertEquals(1, fixture.figures().queuedDatagrams());
        fixture.system.stop(fixture.endpoint());
        Send late = acked("late");
        await().until(() -> {
            fixture.tell(late);
            return handle.poller.interest() == Ready.WRITE;
        });
        handle.room(Integer.MAX_VALUE);
        acks.await(String.class, "a"::equals);
        assertTrue(fixture.closed().getMessage().contains("stopped"));
    }

    @Test
    void shouldTellEachDatagramWhenItIsKilled() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        fixture.tell(acked("b"));
        assertEquals(2, fixture.figures().queuedDatagrams());
        fixture.system.kill(fixture.endpoint());
        Exception cause = acks.expect(CommandFailed.class).cause();
        assertSame(cause, acks.expect(CommandFailed.class).cause());
        assertSame(cause, fixture.closed());
        assertTrue(handle.isClosed);
    }

    @Test
    void shouldTellItsEndOnceAlthoughThePollerDoesNotLetGo() {
        begin(DEFAULT);
        handle.poller.letsGo = false;
        fixture.tell(new Close());
        await().until(() -> handle.isClosed);
        fixture.handler.expectNothing();
        fixture.system.kill(fixture.endpoint()).join();
        assertNull(fixture.closed());
        assertEquals(0, fixture.slots.used());
        handle.poller.letsGo = true;
        handle.poller.wakeUp();
        fixture.inOneTurn(() -> {
        });
        fixture.handler.expectNothing();
    }
}
