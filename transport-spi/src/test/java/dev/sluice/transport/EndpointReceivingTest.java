package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Pull;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.ResumeReading;
import dev.sluice.io.Endpoint.SuspendReading;
import dev.sluice.io.Endpoint.Truncated;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an endpoint delivers and when, over a handle that gives what the test says. */
class EndpointReceivingTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final int OVERHEAD = 64;

    private final FakeDatagram handle = new FakeDatagram();
    private final EndpointFixture fixture;

    EndpointReceivingTest() throws IOException {
        fixture = new EndpointFixture(() -> handle.poller);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void begin(EndpointSettings settings) {
        fixture.registered(() -> handle, settings);
    }

    private void comes(String... texts) {
        handle.comes((Object[]) Arrays.stream(texts).map(ByteString::utf8).toArray(ByteString[]::new));
    }

    private static ReceivedAll all(String... texts) {
        return new ReceivedAll(Arrays.stream(texts)
            .map(text -> new Datagram(ByteString.utf8(text), FakeDatagram.SENDER)).toList());
    }

    /** Nothing is delivered although it is there: what was told before has been dealt with, and the poller looks away. */
    private void expectNothingWanted() {
        fixture.figures();
        await().until(() -> (handle.poller.interest() & Ready.READ) == 0);
        fixture.handler.expectNothing();
    }

    // ---- push ----

    @Test
    void shouldDeliverInOrderAlsoEmptyOnes() {
        begin(DEFAULT);
        comes("a", "", "c");
        fixture.handler.expect(new Received(ByteString.utf8("a"), FakeDatagram.SENDER));
        fixture.handler.expect(new Received(ByteString.empty(), FakeDatagram.SENDER));
        assertEquals("c", fixture.received());
        EndpointFigures figures = fixture.figures();
        assertEquals(3, figures.received());
        assertEquals(2, figures.bytesReceived());
        assertEquals(-1, figures.dropped());
    }

    @Test
    void shouldReceiveNothingBeforeThereIsAHandler() {
        comes("a");
        fixture.open(() -> handle, DEFAULT);
        fixture.figures();
        assertEquals(0, handle.looks);
        fixture.tell(new Register(fixture.handler.ref()));
        assertEquals("a", fixture.received());
    }

    @Test
    void shouldSayWhatWasTruncated() {
        begin(DEFAULT.longestDatagram(2));
        comes("ab", "abc");
        assertEquals("ab", fixture.received());
        fixture.handler.expect(new Truncated(ByteString.utf8("ab"), FakeDatagram.SENDER));
        assertEquals(1, fixture.figures().truncated());
    }

    @Test
    void shouldTellThoseOfOneLookAsOne() {
        begin(DEFAULT.receivesBatches(true).longestDatagram(2));
        fixture.inOneTurn(() -> comes("a", "b", "abc", "c"));
        fixture.handler.expect(all("a", "b"));
        fixture.handler.expect(new Truncated(ByteString.utf8("ab"), FakeDatagram.SENDER));
        fixture.handler.expect(all("c"));
    }

    @Test
    void shouldLetOthersHaveTheirTurn() {
        begin(DEFAULT.receivesBatches(true).longestDatagram(1));
        fixture.inOneTurn(() -> comes(IntStream.range(0, 100).mapToObj(i -> "x").toArray(String[]::new)));
        assertEquals(64, fixture.handler.expect(ReceivedAll.class).datagrams().size());
        assertEquals(36, fixture.handler.expect(ReceivedAll.class).datagrams().size());
    }

    @Test
    void shouldTakeNoMoreThanSoManyBytesInOneTurn() {
        begin(DEFAULT.receivesBatches(true).window(Integer.MAX_VALUE));
        ByteString large = ConnectionFixture.random(60_000);
        fixture.inOneTurn(() -> handle.comes(IntStream.range(0, 7).mapToObj(i -> large).toArray()));
        int inFirstTurn = fixture.handler.expect(ReceivedAll.class).datagrams().size();
        assertTrue(inFirstTurn < 7, "all came in one turn");
        assertEquals(7 - inFirstTurn, fixture.handler.expect(ReceivedAll.class).datagrams().size());
    }

    // ---- pull ----

    @Test
    void shouldDeliverAsManyAsAreAskedFor() {
        begin(DEFAULT.reading(Reading.PULL));
        comes("a", "b", "c");
        expectNothingWanted();
        fixture.tell(new Pull(1));
        assertEquals("a", fixture.received());
        expectNothingWanted();
        fixture.tell(new Pull(1));
        fixture.tell(new Pull(Integer.MAX_VALUE));
        assertEquals("b", fixture.received());
        assertEquals("c", fixture.received());
    }

    @Test
    void shouldHaveNoMoreInABatchThanWereAskedFor() {
        begin(DEFAULT.reading(Reading.PULL).receivesBatches(true));
        comes("a", "b", "c");
        fixture.tell(new Pull(2));
        fixture.handler.expect(all("a", "b"));
        expectNothingWanted();
        fixture.tell(new Pull(5));
        fixture.handler.expect(all("c"));
    }

    @Test
    void shouldRefuseAPullThatIsNotNeeded() {
        begin(DEFAULT);
        fixture.tell(new Pull(1));
        assertInstanceOf(IllegalStateException.class, fixture.handler.expect(CommandFailed.class).cause());
    }

    // ---- suspension ----

    @Test
    void shouldSuspendAndResume() {
        begin(DEFAULT);
        fixture.tell(new SuspendReading());
        expectNothingWanted();
        comes("a");
        expectNothingWanted();
        fixture.tell(new ResumeReading());
        assertEquals("a", fixture.received());
    }

    @Test
    void shouldHonourASuspensionFromBeforeThereWasAHandler() {
        comes("a");
        fixture.open(() -> handle, DEFAULT);
        fixture.tell(new SuspendReading());
        fixture.tell(new Register(fixture.handler.ref()));
        expectNothingWanted();
        fixture.tell(new ResumeReading());
        assertEquals("a", fixture.received());
    }

    @Test
    void shouldHonourASuspensionWhileItIsPulled() {
        begin(DEFAULT.reading(Reading.PULL));
        fixture.tell(new SuspendReading());
        fixture.tell(new Pull(1));
        comes("a");
        expectNothingWanted();
        fixture.tell(new ResumeReading());
        assertEquals("a", fixture.received());
        expectNothingWanted();
    }

    @Test
    void shouldStaySuspendedForTheNextHandler() {
        begin(DEFAULT);
        fixture.tell(new SuspendReading());
        Probe<Event> next = Probe.in(fixture.system);
        fixture.tell(new Register(next.ref()));
        comes("a");
        expectNothingWanted();
        next.expectNothing();
        fixture.tell(new ResumeReading());
        next.expect(Received.class);
        fixture.handler.expectNothing();
    }

    // ---- the window ----

    /** Handles nothing before it is let go on; on threads of its own. */
    private ActorRef<Event> slowHandler(CountDownLatch goOn) {
        return fixture.system.spawn(Event.class, Spec.named("slow").on(Dispatcher.of(Thread::startVirtualThread)),
            ctx -> event -> {
                goOn.await();
                fixture.handler.ref().tell(event);
            });
    }

    @Test
    void shouldDeliverNoMoreThanTheWindowHolds() {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.open(() -> handle, DEFAULT.window(2 * OVERHEAD + 2).longestDatagram(1));
        comes("a", "b", "c", "d", "e");
        fixture.tell(new Register(slowHandler(goOn)));
        await().until(() -> fixture.figures().received() == 2);
        expectNothingWanted();
        assertEquals(2 * OVERHEAD + 2, fixture.figures().unhandledBytes());
        goOn.countDown();
        for (String text : List.of("a", "b", "c", "d", "e")) {
            assertEquals(text, fixture.received());
        }
        await().until(() -> fixture.figures().unhandledBytes() == 0);
    }

    @Test
    void shouldCountBatchesAndTruncatedOnes() {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.open(() -> handle, DEFAULT.receivesBatches(true).longestDatagram(1));
        comes("a", "", "bc");
        fixture.tell(new Register(slowHandler(goOn)));
        await().until(() -> fixture.figures().received() == 3);
        assertEquals(3 * OVERHEAD + 2, fixture.figures().unhandledBytes());
        goOn.countDown();
        await().until(() -> fixture.figures().unhandledBytes() == 0);
    }

    @Test
    void shouldDeliverOneByOneWhateverTheWindow() {
        begin(DEFAULT.window(1));
        comes("a", "b", "c");
        assertEquals("a", fixture.received());
        assertEquals("b", fixture.received());
        assertEquals("c", fixture.received());
    }

    // ---- errors ----

    @Test
    void shouldTellErrorsAndLiveOn() {
        begin(DEFAULT.receivesBatches(true));
        IOException refused = new IOException("Connection refused");
        fixture.inOneTurn(() -> handle.comes(ByteString.utf8("a"), refused, ByteString.utf8("b")));
        fixture.handler.expect(all("a"));
        assertSame(refused, fixture.handler.expect(NetworkError.class).cause());
        fixture.handler.expect(all("b"));
        assertEquals(1, fixture.figures().networkErrors());
    }

    @Test
    void shouldLiveOnAfterAnyNumberOfErrorsWithAnEmptyLookBetween() {
        begin(DEFAULT);
        for (int i = 0; i < 200; i++) {
            handle.comes(new IOException("Connection refused"));
            fixture.handler.expect(NetworkError.class);
            fixture.figures(); // it has looked again, and there was nothing
        }
    }

    @Test
    void shouldEndIfThereIsNothingButErrors() {
        begin(DEFAULT);
        List<Object> errors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            errors.add(new IOException("error " + i));
        }
        fixture.inOneTurn(() -> handle.comes(errors.toArray()));
        for (int i = 0; i < 63; i++) {
            assertSame(errors.get(i), fixture.handler.expect(NetworkError.class).cause());
        }
        assertSame(errors.get(63), fixture.closed());
    }

    @Test
    void shouldEndAtOnceIfTheChannelIsClosed() {
        begin(DEFAULT);
        ClosedChannelException closed = new ClosedChannelException();
        fixture.inOneTurn(() -> handle.comes(ByteString.utf8("a"), closed));
        assertEquals("a", fixture.received());
        assertSame(closed, fixture.closed());
    }
}
