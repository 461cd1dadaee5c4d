package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
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
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
