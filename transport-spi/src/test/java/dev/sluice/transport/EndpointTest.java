package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Pull;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.ResumeReading;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendAll;
import dev.sluice.io.Endpoint.SuspendReading;
import dev.sluice.io.Endpoint.Truncated;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.EndpointSettings.Reading;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint on real sockets. */
class EndpointTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final int LONGEST = 65507;

    private final EndpointFixture fixture = new EndpointFixture();
    private final Probe<Object> acks = Probe.in(fixture.system);

    EndpointTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Gives where it is bound. */
    private SocketAddress bind(EndpointSettings settings) {
        SocketAddress local = fixture.open(EndpointFixture::bind, settings).local();
        fixture.tell(new Register(fixture.handler.ref()));
        return local;
    }

    private Send acked(String text, SocketAddress target) {
        return new Send(ByteString.utf8(text), target, new Ack<>(acks.ref(), text, failure -> failure));
    }

    private Datagram datagram(ByteString data) {
        return new Datagram(data, fixture.peer());
    }

    // ---- to and fro ----

    @Test
    void shouldAnswerWhoeverHasSentSomething() throws IOException {
        SocketAddress local = bind(DEFAULT);
        fixture.peerSends(local, "ping");
        Received received = fixture.handler.expect(Received.class);
        assertEquals(fixture.peer(), received.sender());
        fixture.tell(new Send(received.data(), received.sender()));
        assertEquals("ping", fixture.peerReceives());
    }

    @Test
    void shouldSendAndReceiveEmptyOnes() throws IOException {
        SocketAddress local = bind(DEFAULT);
        fixture.inOneTurn(() -> {
            for (String text : List.of("", "a", "", "", "b")) {
                fixture.tell(acked(text, fixture.peer()));
            }
        });
        for (String text : List.of("", "a", "", "", "b")) {
            acks.expect(text);
            assertEquals(text, fixture.peerReceives());
        }
        fixture.peerSends(local, "");
        assertEquals("", fixture.received());
    }

    @Test
    void shouldSendToThePeerThatItIsConnectedTo() throws IOException {
        fixture.connected(DEFAULT);
        assertEquals(fixture.peer(), fixture.opened.remote());
        fixture.tell(acked("a", null));
        fixture.tell(acked("b", fixture.peer()));
        fixture.tell(acked("", null));
        acks.expect("a");
        acks.expect("b");
        acks.expect("");
        assertEquals("a", fixture.peerReceives());
        assertEquals("b", fixture.peerReceives());
        assertEquals("", fixture.peerReceives());
        fixture.peerSends(fixture.opened.local(), "");
        assertEquals("", fixture.received());
    }

    @Test
    void shouldHearNobodyButThePeerThatItIsConnectedTo() throws IOException {
        fixture.connected(DEFAULT);
        try (DatagramChannel stranger = DatagramChannel.open()) {
            stranger.send(ByteString.utf8("stranger").asByteBuffer(), fixture.opened.local());
        }
        fixture.peerSends(fixture.opened.local(), "friend");
        assertEquals("friend", fixture.received());
    }

    @Test
    void shouldCarryTheLongestThereIs() throws IOException {
        SocketAddress local = bind(DEFAULT);
        ByteString longest = ConnectionFixture.random(LONGEST);
        fixture.tell(new Send(longest, fixture.peer()));
        ByteString there = fixture.peerReceivesBytes();
        assertEquals(longest, there);
        fixture.peerSends(local, there.toByteArray());
        assertEquals(longest, fixture.handler.expect(Received.class).data());
    }

    @Test
    void shouldTruncateWhatIsLongerThanAllowed() throws IOException {
        SocketAddress local = bind(DEFAULT.longestDatagram(3));
        fixture.peerSends(local, "abcd");
        fixture.peerSends(local, "abc");
        assertEquals("abc", fixture.handler.expect(Truncated.class).data().decodeUtf8());
        assertEquals("abc", fixture.received());
        EndpointFigures figures = fixture.figures();
        assertEquals(1, figures.truncated());
        assertEquals(2, figures.received());
        assertEquals(6, figures.bytesReceived());
    }

    @Test
    void shouldLoseNothingThatTheKernelHasRoomFor() throws IOException {
        SocketAddress local = bind(DEFAULT.receivesBatches(true).longestDatagram(100));
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            fixture.peerSends(local, "" + i);
            missing.add("" + i);
        }
        while (!missing.isEmpty()) {
            fixture.handler.expect(ReceivedAll.class).datagrams()
                .forEach(datagram -> missing.remove(datagram.data().decodeUtf8()));
        }
        assertEquals(100, fixture.figures().received());
    }

    @Test
    void shouldSendABatch() throws IOException {
        bind(DEFAULT);
        SendAll all = new SendAll(
            List.of(datagram(ByteString.utf8("a")), datagram(ByteString.empty()), datagram(ByteString.utf8("c"))),
            new Ack<>(acks.ref(), "all"));
        fixture.tell(all);
        acks.expect("all");
        for (String text : List.of("a", "", "c")) {
            assertEquals(text, fixture.peerReceives());
        }
    }

    // ---- one that can't be sent ----

    @Test
    void shouldFailOneThatIsTooLongAlone() throws IOException {
        bind(DEFAULT);
        Send tooLong = new Send(ConnectionFixture.random(LONGEST + 1), fixture.peer());
        fixture.inOneTurn(() -> {
            fixture.tell(acked("a", fixture.peer()));
            fixture.tell(tooLong);
            fixture.tell(acked("b", fixture.peer()));
        });
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(tooLong, failure.command());
        assertInstanceOf(IOException.class, failure.cause());
        acks.expect("a");
        acks.expect("b");
        assertEquals("a", fixture.peerReceives());
        assertEquals("b", fixture.peerReceives());
        assertEquals(1, fixture.figures().failed());
    }

    @Test
    void shouldTellWhichOfABatchWereTooLong() throws IOException {
        bind(DEFAULT);
        Datagram fits = datagram(ByteString.utf8("a"));
        Datagram tooLong = datagram(ConnectionFixture.random(LONGEST + 1));
        fixture.tell(new SendAll(List.of(tooLong, fits, tooLong, fits), null));
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertEquals(new SendAll(List.of(tooLong, tooLong), null), failure.command());
        assertEquals(1, failure.cause().getSuppressed().length);
        assertEquals("a", fixture.peerReceives());
        assertEquals("a", fixture.peerReceives());
    }

    @Test
    void shouldFailOneWithoutATarget() throws IOException {
        bind(DEFAULT);
        fixture.tell(acked("a", null));
        assertInstanceOf(IOException.class, acks.expect(CommandFailed.class).cause());
        fixture.tell(acked("b", fixture.peer()));
        acks.expect("b");
    }

    // ---- what the network reports ----

    /** Nobody is there any more, and hardly anybody comes in the next moments. */
    private static SocketAddress nobody() throws IOException {
        try (DatagramSocket somebody = new DatagramSocket(EndpointFixture.ANY_PORT)) {
            return somebody.getLocalSocketAddress();
        }
    }

    @Test
    void b68_shouldLiveOnAndAckAlthoughNobodyIsThere() throws IOException {
        SocketAddress later = nobody();
        fixture.registered(() -> EndpointFixture.connect(later), DEFAULT);
        for (int i = 0; i < 10; i++) {
            fixture.tell(acked("" + i, null));
            acks.expect("" + i);
        }
        assertInstanceOf(PortUnreachableException.class, fixture.handler.expect(NetworkError.class).cause());
        try (EndpointFixture other = new EndpointFixture(NioPoller::new, later)) {
            fixture.tell(acked("there", null));
            acks.expect("there");
            assertEquals("there", other.peerReceives());
            other.peerSends(fixture.opened.local(), "back");
            fixture.handler.await(Received.class, received -> true);
        }
        EndpointFigures figures = fixture.figures();
        assertEquals(11, figures.sent());
        assertEquals(0, figures.failed());
    }

    @Test
    void shouldHearOfErrorsAlsoWhenItOnlySends() throws IOException {
        SocketAddress nobody = nobody();
        fixture.registered(() -> EndpointFixture.connect(nobody), DEFAULT.reading(Reading.PULL));
        fixture.tell(acked("a", null));
        acks.expect("a");
        for (int i = 0; fixture.figures().networkErrors() == 0; i++) {
            fixture.tell(acked("" + i, null));
            acks.expect("" + i);
        }
        fixture.handler.expect(NetworkError.class);
    }

    @Test
    void shouldLiveOnWhereAnUnconnectedOneSendsToNobody() throws IOException {
        SocketAddress local = bind(DEFAULT);
        SocketAddress nobody = nobody();
        for (int i = 0; i < 10; i++) {
            fixture.tell(acked("" + i, nobody));
            acks.expect("" + i);
        }
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
    }

    // ---- delivery ----

    @Test
    void shouldSuspendAndPull() throws IOException {
        SocketAddress local = bind(DEFAULT.reading(Reading.PULL));
        fixture.peerSends(local, "a");
        fixture.peerSends(local, "b");
        fixture.tell(new SuspendReading());
        fixture.tell(new Pull(1));
        fixture.figures();
        fixture.handler.expectNothing();
        fixture.tell(new ResumeReading());
        assertEquals("a", fixture.received());
        fixture.figures();
        fixture.handler.expectNothing();
        fixture.tell(new Pull(1));
        assertEquals("b", fixture.received());
    }

    @Test
    void shouldServeTheNextHandler() throws IOException {
        SocketAddress local = bind(DEFAULT);
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
        Probe<Event> next = Probe.in(fixture.system);
        fixture.tell(new Register(next.ref()));
        fixture.figures();
        fixture.peerSends(local, "b");
        next.expect(Received.class);
        fixture.handler.expectNothing();
    }

    @Test
    void shouldCreditWhatHandlersOnOtherThreadsHaveHandled() throws IOException {
        int count = 500;
        SocketAddress local = fixture.open(EndpointFixture::bind, DEFAULT.window(200)).local();
        ActorRef<Event> pooled = fixture.system.spawn("pooled", ctx -> event -> fixture.handler.ref().tell(event));
        fixture.tell(new Register(pooled));
        for (int i = 0; i < count; i++) {
            fixture.peerSends(local, "" + i);
            assertEquals("" + i, fixture.received());
        }
        assertEquals(count, fixture.figures().received());
    }

    // ---- extensions ----

    @Test
    void shouldTellAndChangeOptions() {
        bind(DEFAULT);
        Probe<SocketOptions.Effective> options = Probe.in(fixture.system);
        fixture.tell(new SocketOptions.Set(SocketOptions.NONE.reuseAddress(true)));
        fixture.tell(new SocketOptions.Get(options.ref()));
        assertEquals(true, options.expect(SocketOptions.Effective.class).values().get("SO_REUSEADDR"));
        SocketOptions.Set wrong = new SocketOptions.Set(SocketOptions.NO_DELAY);
        fixture.tell(wrong);
        assertSame(wrong, fixture.handler.expect(CommandFailed.class).command());
    }

    /** What no handle knows. */
    private record Unknown() implements Endpoint.Extension {}

    @Test
    void shouldFailAnExtensionThatTheHandleDoesNotKnow() {
        bind(DEFAULT);
        Unknown unknown = new Unknown();
        fixture.tell(unknown);
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(unknown, failure.command());
        assertInstanceOf(IllegalArgumentException.class, failure.cause());
    }

    private record Known(boolean fails) implements Endpoint.Extension {}

    /** As a transport adds commands. */
    private static final class Knowing extends FilterDatagram {
        Knowing(DatagramHandle inner) {
            super(inner);
        }

        @Override
        public boolean on(Endpoint.Extension command, Consumer<? super Event> handler) throws IOException {
            if (!(command instanceof Known(boolean fails))) {
                return super.on(command, handler);
            }
            if (fails) {
                throw new IOException("on purpose");
            }
            handler.accept(command);
            return true;
        }
    }

    @Test
    void shouldCarryOutTheExtensionsOfAWrappedHandle() throws IOException {
        List<DatagramHandle> made = new ArrayList<>();
        fixture.registered(() -> {
            made.add(new Knowing(EndpointFixture.bind()));
            return made.get(0);
        }, DEFAULT);
        fixture.tell(new Known(false));
        fixture.handler.expect(new Known(false));
        fixture.tell(new Known(true));
        assertEquals("on purpose", fixture.handler.expect(CommandFailed.class).cause().getMessage());
        fixture.tell(new Unknown());
        fixture.handler.expect(CommandFailed.class);
        fixture.peerSends(made.get(0).localAddress(), "a");
        assertEquals("a", fixture.received());
        fixture.tell(new Endpoint.Close());
        assertNull(fixture.closed());
    }

    // ---- figures ----

    @Test
    void shouldCount() throws IOException {
        SocketAddress local = bind(DEFAULT);
        fixture.peerSends(local, "abc");
        fixture.received();
        fixture.tell(acked("defg", fixture.peer()));
        acks.expect("defg");
        EndpointFigures figures = fixture.figures();
        assertEquals(Arrays.asList(1L, 3L, 0L, 1L, 4L, 0L, 0L, 0L, -1L, 0L),
            Arrays.asList(figures.received(), figures.bytesReceived(), figures.truncated(), figures.sent(),
                figures.bytesSent(), figures.failed(), figures.refused(), figures.networkErrors(), figures.dropped(),
                figures.queuedBytes()));
    }
}
