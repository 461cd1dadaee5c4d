package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Flow;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.io.WriteRefusedException.Kind;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of an endpoint, over a handle that takes as much as the test says. */
class EndpointQueueTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final int OVERHEAD = 64;

    private final FakeDatagram handle = new FakeDatagram();
    private final EndpointFixture fixture;
    private final Probe<Object> acks;

    EndpointQueueTest() throws IOException {
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

    private static ByteString zeros(int length) {
        return ByteString.copyOf(new byte[length]);
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

    private void awaitTaken(String... texts) {
        await().until(() -> handle.taken.size() >= texts.length);
        assertEquals(List.of(texts), handle.texts());
    }

    // ---- what leaves, and when ----

    @Test
    void shouldOfferWhatOneBatchHasQueuedByOneCall() {
        begin(DEFAULT);
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a"));
            fixture.tell(all(null, "b", "c"));
            fixture.tell(acked("d"));
        });
        acks.expect("a");
        acks.expect("d");
        assertEquals(List.of("a", "b", "c", "d"), handle.texts());
        assertEquals(List.of(4), handle.offered);
    }

    @Test
    void shouldOfferNoMoreAtOnceThanTheSendBufferHolds() {
        begin(DEFAULT);
        fixture.inOneTurn(() -> {
            for (int i = 0; i < 4; i++) {
                fixture.tell(new Send(zeros(60_000), FakeDatagram.SENDER));
            }
        });
        await().until(() -> handle.taken.size() == 4);
        assertEquals(List.of(2, 2), handle.offered);
    }

    @Test
    void shouldOfferOneThatIsLargerThanTheSendBuffer() {
        begin(DEFAULT);
        ByteString large = ConnectionFixture.random(Buffers.SEND_BYTES + 1);
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a"));
            fixture.tell(new Send(large.slice(0, 7).concat(large.slice(7, large.length())), FakeDatagram.SENDER));
            fixture.tell(acked("b"));
        });
        acks.expect("a");
        acks.expect("b");
        assertEquals(large, handle.taken.get(1).data());
    }

    @Test
    void shouldWaitUntilTheKernelHasRoomAndKeepTheOrder() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        fixture.tell(all(new Ack<>(acks.ref(), "both"), "b", ""));
        fixture.tell(acked("d"));
        assertEquals(4, fixture.figures().queuedDatagrams());
        acks.expectNothing();

        handle.room(2);
        acks.expect("a");
        EndpointFigures half = fixture.figures();
        assertEquals(2, half.queuedDatagrams());
        assertEquals(1 + 2 * OVERHEAD, half.queuedBytes());
        acks.expectNothing();

        handle.room(Integer.MAX_VALUE);
        acks.expect("both");
        acks.expect("d");
        assertEquals(List.of("a", "b", "", "d"), handle.texts());
        EndpointFigures figures = fixture.figures();
        assertEquals(4, figures.sent());
        assertEquals(3, figures.bytesSent());
        assertEquals(0, figures.queuedBytes());
    }

    @Test
    void shouldNotBotherABlockedHandle() {
        beginBlocked(DEFAULT);
        fixture.tell(acked("a"));
        await().until(() -> (handle.poller.interest() & Ready.WRITE) != 0);
        for (int i = 0; i < 10; i++) {
            fixture.tell(acked("a"));
            assertEquals(i + 2, fixture.figures().queuedDatagrams());
        }
        assertEquals(1, handle.offered.size());
    }

    @Test
    void shouldSendMuchInManyTurns() {
        begin(DEFAULT);
        int count = 5000;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add("" + i);
        }
        fixture.tell(all(new Ack<>(acks.ref(), "all"), expected.toArray(String[]::new)));
        acks.expect("all");
        assertEquals(expected, handle.texts());
    }

    // ---- limits ----

    @Test
    void shouldRefuseMoreDatagramsThanTheLimit() {
        beginBlocked(DEFAULT.queuedDatagrams(2));
        fixture.tell(acked("a"));
        SendAll tooMany = all(null, "b", "c");
        fixture.tell(tooMany);
        assertSame(tooMany, refused(Kind.FULL).command());
        fixture.tell(acked("d"));
        fixture.tell(acked("e"));
        assertInstanceOf(WriteRefusedException.class, acks.expect(CommandFailed.class).cause());
        EndpointFigures figures = fixture.figures();
        assertEquals(3, figures.refused());
        assertEquals(2, figures.queuedDatagrams());
        handle.room(Integer.MAX_VALUE);
        awaitTaken("a", "d");
    }

    @Test
    void shouldCountTheOverheadOfEachDatagram() {
        beginBlocked(DEFAULT.queuedBytes(2 * OVERHEAD + 3));
        fixture.tell(new Send(bytes("a"), FakeDatagram.SENDER));
        Send tooLong = new Send(bytes("bcd"), FakeDatagram.SENDER);
        fixture.tell(tooLong);
        assertSame(tooLong, refused(Kind.FULL).command());
        fixture.tell(new Send(bytes("bc"), FakeDatagram.SENDER));
        assertEquals(2 * OVERHEAD + 3, fixture.figures().queuedBytes());
        fixture.handler.expectNothing();
    }

    @Test
    void shouldTakeOneCommandOfAnySizeIntoAnEmptyQueue() {
        beginBlocked(DEFAULT.queuedBytes(1).queuedDatagrams(1));
        fixture.tell(all(new Ack<>(acks.ref(), "all"), "a", "b", "c"));
        fixture.tell(new Send(ByteString.empty(), FakeDatagram.SENDER));
        refused(Kind.FULL);
        handle.room(Integer.MAX_VALUE);
        acks.expect("all");
    }

    @Test
    void shouldSendWhatIsQueuedBeforeItRefusesMore() {
        begin(DEFAULT.queuedDatagrams(1));
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a"));
            fixture.tell(acked("b"));
            fixture.tell(acked("c"));
        });
        acks.expect("a");
        acks.expect("b");
        acks.expect("c");
    }

    @Test
    void shouldTellFlowAtTheMarks() {
        beginBlocked(DEFAULT.marks(OVERHEAD + 1, 2 * OVERHEAD + 2));
        for (String text : List.of("a", "b", "c")) {
            fixture.tell(acked(text));
        }
        fixture.handler.expect(new Flow(false));
        handle.room(1);
        acks.expect("a");
        fixture.figures();
        fixture.handler.expectNothing();
        handle.room(1);
        fixture.handler.expect(new Flow(true));
        handle.room(1);
        acks.expect("b");
        acks.expect("c");
        fixture.handler.expectNothing();
    }
}
