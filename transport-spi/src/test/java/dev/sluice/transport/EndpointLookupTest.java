package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Flow;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets that are looked up first, by a resolver that answers when the test says so. */
class EndpointLookupTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final int OVERHEAD = 64;
    private static final SocketAddress X = InetSocketAddress.createUnresolved("x.test", 1);
    private static final SocketAddress Y = InetSocketAddress.createUnresolved("y.test", 2);
    private static final SocketAddress KNOWN = FakeDatagram.SENDER;
    private static final SocketAddress FOUND_X = new InetSocketAddress("127.0.0.1", 1);
    private static final SocketAddress FOUND_Y = new InetSocketAddress("127.0.0.1", 2);

    /** Each look-up waits for its answer. */
    private static final class Resolver implements DatagramOrigin.Resolver {
        private final Map<SocketAddress, CompletableFuture<SocketAddress>> answers = new ConcurrentHashMap<>();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        @Override
        public boolean isResolved(SocketAddress target) {
            return !((InetSocketAddress) target).isUnresolved();
        }

        @Override
        public SocketAddress resolve(SocketAddress target) throws IOException {
            threads.add(Thread.currentThread());
            try {
                return answer(target).join();
            } catch (CompletionException e) {
                throw (IOException) e.getCause();
            }
        }

        CompletableFuture<SocketAddress> answer(SocketAddress target) {
            return answers.computeIfAbsent(target, any -> new CompletableFuture<>());
        }
    }

    private final FakeDatagram handle = new FakeDatagram();
    private final Resolver resolver = new Resolver();
    private final EndpointFixture fixture;
    private final Probe<Object> acks;

    EndpointLookupTest() throws IOException {
        fixture = new EndpointFixture(() -> handle.poller);
        acks = Probe.in(fixture.system);
    }

    @AfterEach
    void close() {
        handle.room(Integer.MAX_VALUE);
        resolver.answer(X).complete(FOUND_X);
        resolver.answer(Y).complete(FOUND_Y);
        fixture.close();
    }

    private void begin(EndpointSettings settings) {
        fixture.spawn(() -> handle, new DatagramOrigin(fixture.new Observer(), settings, null, resolver));
        fixture.observed.expect(EndpointFixture.Told.Opened.class);
        fixture.tell(new Register(fixture.handler.ref()));
    }

    private Send send(String text, SocketAddress target) {
        return new Send(ByteString.utf8(text), target, ack(text));
    }

    private Ack<?> ack(String text) {
        return new Ack<>(acks.ref(), text, failure -> failure);
    }

    private static Datagram datagram(String text, SocketAddress target) {
        return new Datagram(ByteString.utf8(text), target);
    }

    private SendAll all(String ack, Datagram... datagrams) {
        return new SendAll(Arrays.asList(datagrams), ack(ack));
    }

    private void fail(SocketAddress target, IOException cause) {
        resolver.answer(target).completeExceptionally(cause);
    }

    @Test
    void shouldLookUpATargetOffTheLoopWhileOthersLeave() {
        begin(DEFAULT);
        fixture.tell(send("late", X));
        fixture.tell(send("soon", KNOWN));
        acks.expect("soon");
        EndpointFigures waiting = fixture.figures();
        assertEquals(1, waiting.queuedDatagrams());
        assertEquals(4 + OVERHEAD, waiting.queuedBytes());

        resolver.answer(X).complete(FOUND_X);
        acks.expect("late");
        assertEquals(List.of(datagram("soon", KNOWN), datagram("late", FOUND_X)), handle.taken);
        assertTrue(resolver.threads.get(0).isVirtual());
        assertEquals(0, fixture.figures().queuedBytes());
    }

    @Test
    void shouldKeepTheOrderToOneTargetByOneLookUp() {
        begin(DEFAULT);
        fixture.tell(send("a", X));
        fixture.tell(send("b", X));
        fixture.tell(send("c", Y));
        fixture.tell(send("d", X));
        resolver.answer(Y).complete(FOUND_Y);
        acks.expect("c");
        resolver.answer(X).complete(FOUND_X);
        acks.expect("a");
        acks.expect("b");
        acks.expect("d");
        assertEquals(2, resolver.threads.size());
    }

    @Test
    void shouldLookUpAgainWhatWasFoundBefore() {
        begin(DEFAULT);
        resolver.answer(X).complete(FOUND_X);
        fixture.tell(send("a", X));
        acks.expect("a");
        fixture.tell(send("b", X));
        acks.expect("b");
        assertEquals(2, resolver.threads.size());
    }

    @Test
    void shouldKeepABatchTogetherUntilAllItsTargetsAreFound() {
        begin(DEFAULT);
        fixture.tell(all("all", datagram("a", Y), datagram("b", KNOWN), datagram("c", X), datagram("d", null),
            datagram("e", Y)));
        fixture.tell(send("after", Y));
        fixture.tell(send("x", X));
        resolver.answer(Y).complete(FOUND_Y);
        fixture.tell(send("other", KNOWN));
        acks.expect("other");
        resolver.answer(X).complete(FOUND_X);
        acks.expect("all");
        acks.await(String.class, "x"::equals);
        assertEquals(
            List.of(datagram("other", KNOWN), datagram("a", FOUND_Y), datagram("b", KNOWN), datagram("c", FOUND_X),
                datagram("d", null), datagram("e", FOUND_Y)),
            handle.taken.subList(0, 6));
        assertEquals(8, handle.taken.size());
    }

    @Test
    void shouldFailThoseAloneWhoseTargetIsNotFound() {
        begin(DEFAULT);
        Send lost = send("a", X);
        fixture.tell(lost);
        fixture.tell(send("b", Y));
        UnknownHostException unknown = new UnknownHostException("x.test");
        fail(X, unknown);
        CommandFailed failure = acks.expect(CommandFailed.class);
        assertSame(lost, failure.command());
        assertSame(unknown, failure.cause());
        resolver.answer(Y).complete(FOUND_Y);
        acks.expect("b");
        assertEquals(1, fixture.figures().failed());
    }

    @Test
    void shouldTellThoseOfABatchThatWereNotFoundOrNotSent() {
        begin(DEFAULT);
        IOException forbidden = new IOException("Operation not permitted");
        handle.failures.put("a", forbidden);
        SendAll command = all("all", datagram("a", Y), datagram("b", X), datagram("c", KNOWN), datagram("d", X));
        fixture.tell(command);
        UnknownHostException unknown = new UnknownHostException("x.test");
        fail(X, unknown);
        resolver.answer(Y).complete(FOUND_Y);
        CommandFailed failure = acks.expect(CommandFailed.class);
        assertEquals(new SendAll(List.of(datagram("a", Y), datagram("b", X), datagram("d", X)), command.ack()),
            failure.command());
        assertSame(forbidden, failure.cause());
        assertEquals(List.of(unknown), List.of(forbidden.getSuppressed()));
        assertEquals(List.of("c"), handle.texts());
        EndpointFigures figures = fixture.figures();
        assertEquals(3, figures.failed());
        assertEquals(1, figures.sent());
    }

    @Test
    void shouldTellOfABatchOfWhichNothingWasFound() {
        begin(DEFAULT);
        SendAll command = all("all", datagram("a", X), datagram("b", X));
        fixture.tell(command);
        fail(X, new UnknownHostException("x.test"));
        assertSame(command, acks.expect(CommandFailed.class).command());
        assertEquals(0, fixture.figures().queuedDatagrams());
    }

    @Test
    void shouldFailWhatTheResolverHasNoAnswerFor() {
        begin(DEFAULT);
        resolver.answer(X).complete(null);
        fixture.tell(send("a", X));
        assertInstanceOf(NullPointerException.class, acks.expect(CommandFailed.class).cause());
    }

    @Test
    void shouldCountWhatIsLookedUpInTheLimits() {
        begin(DEFAULT.queuedDatagrams(2).marks(OVERHEAD, 2 * OVERHEAD));
        fixture.tell(send("a", X));
        fixture.tell(send("b", X));
        fixture.handler.expect(new Flow(false));
        fixture.tell(send("c", KNOWN));
        assertInstanceOf(WriteRefusedException.class, acks.expect(CommandFailed.class).cause());
        resolver.answer(X).complete(FOUND_X);
        acks.expect("a");
        acks.expect("b");
        fixture.handler.expect(new Flow(true));
    }

    @Test
    void shouldWaitForALookUpBeforeItCloses() {
        begin(DEFAULT);
        fixture.tell(send("a", X));
        fixture.tell(new Close());
        assertEquals(1, fixture.figures().queuedDatagrams());
        fixture.handler.expectNothing();
        resolver.answer(X).complete(FOUND_X);
        acks.expect("a");
        assertNull(fixture.closed());
    }

    @Test
    void shouldFailWhatIsLookedUpWhenItIsKilled() {
        begin(DEFAULT);
        Send lost = send("a", X);
        SendAll both = all("both", datagram("b", X), datagram("c", Y));
        fixture.tell(lost);
        fixture.tell(both);
        assertEquals(3, fixture.figures().queuedDatagrams());
        fixture.system.kill(fixture.endpoint());
        assertSame(lost, acks.expect(CommandFailed.class).command());
        CommandFailed failure = acks.expect(CommandFailed.class);
        assertSame(both, failure.command());
        assertSame(failure.cause(), fixture.closed());
    }

    @Test
    void shouldFailWhatIsLookedUpWhenItIsStopped() {
        begin(DEFAULT);
        handle.room(0);
        fixture.tell(send("found", KNOWN));
        Send lost = send("a", X);
        fixture.tell(lost);
        fixture.tell(new Close());
        assertEquals(2, fixture.figures().queuedDatagrams());
        fixture.system.stop(fixture.endpoint());
        CommandFailed failure = acks.expect(CommandFailed.class);
        assertSame(lost, failure.command());
        handle.room(1);
        acks.expect("found");
        assertSame(failure.cause(), fixture.closed());
    }
}
