package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.EndpointFixture.Told;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an endpoint begins and ends, on real sockets: whoever hears of its end finds its address free. */
class EndpointLifeTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final FakeProvider provider = new FakeProvider();
    private final EndpointFixture fixture = new EndpointFixture(() -> new NioPoller(provider));
    private final Probe<Closed> closer = Probe.in(fixture.system);

    EndpointLifeTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    private SocketAddress open() {
        return fixture.open(EndpointFixture::bind, DEFAULT).local();
    }

    private SocketAddress openWithHandler() {
        SocketAddress local = open();
        fixture.tell(new Register(fixture.handler.ref()));
        return local;
    }

    /** What was bound there can be bound again, the slot is given back, and nothing more is told. */
    private Exception expectEnd(SocketAddress local) throws SocketException {
        Exception cause = fixture.observed.expect(Told.Closed.class).cause();
        assertEquals(0, fixture.slots.used());
        expectFree(local);
        return cause;
    }

    private static void expectFree(SocketAddress local) throws SocketException {
        new DatagramSocket(local).close();
    }

    // ---- the beginning ----

    @Test
    void shouldTellThatItIsOpen() throws IOException {
        Told.Opened bound = fixture.open(EndpointFixture::bind, DEFAULT);
        assertTrue(((InetSocketAddress) bound.local()).getPort() > 0);
        assertNull(bound.remote());
        Told.Opened connected = fixture.open(() -> EndpointFixture.connect(fixture.peer()), DEFAULT);
        assertEquals(fixture.peer(), connected.remote());
    }

    private void spawn(DatagramOrigin.Opener opener, ActorRef<?> owner, EndpointSettings settings) {
        fixture.spawn(opener,
            new DatagramOrigin(fixture.new Observer(), settings, owner, DatagramOrigin.Resolver.NONE));
    }

    private Exception failsToOpen(DatagramOrigin.Opener opener) {
        spawn(opener, null, DEFAULT);
        closer.watch(fixture.endpoint());
        Exception cause = fixture.observed.expect(Told.Failed.class).cause();
        closer.expectTerminated(fixture.endpoint());
        fixture.observed.expectNothing();
        assertEquals(0, fixture.slots.used());
        return cause;
    }

    @Test
    void shouldTellWhyItCannotBeOpened() {
        Exception cause = failsToOpen(
            () -> NioDatagram.of(DatagramChannel.open().bind(fixture.peer.getLocalSocketAddress())));
        assertInstanceOf(SocketException.class, cause);
    }

    @Test
    void shouldTellOfAnErrorWhileItIsOpened() {
        AssertionError error = new AssertionError("on purpose");
        assertSame(error, failsToOpen(() -> {
            throw error;
        }).getCause());
        assertInstanceOf(NullPointerException.class, failsToOpen(() -> null));
    }

    @Test
    void shouldLeaveNothingBehindIfItCannotBeWatched() throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(EndpointFixture.ANY_PORT);
        SocketAddress local = channel.getLocalAddress();
        assertInstanceOf(IllegalArgumentException.class,
            failsToOpen(() -> new FilterDatagram(NioDatagram.of(channel)) {
                @Override
                public Object source() {
                    return "nothing that can be watched";
                }
            }));
        expectFree(local);
    }

    // ---- a close ----

    @Test
    void shouldCloseAndTellAllOnce() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.tell(new Close(closer.ref()));
        fixture.tell(new Close(closer.ref()));
        assertNull(fixture.closed());
        expectFree(local);
        assertNull(closer.expect(Closed.class).cause());
        assertNull(expectEnd(local));
        closer.watch(fixture.endpoint()).expectTerminated(fixture.endpoint());
        closer.expectNothing();
        fixture.handler.expectNothing();
        fixture.observed.expectNothing();
    }

    @Test
    void shouldHaveFreedItsDescriptorWhenItIsTold() {
        open(); // and with it the poller
        long before = Descriptors.count();
        for (int i = 0; i < 100; i++) {
            openWithHandler();
            if (i % 2 == 0) {
                fixture.tell(new Close());
            } else {
                fixture.system.kill(fixture.endpoint());
            }
            fixture.closed();
            assertEquals(before, Descriptors.count());
            fixture.observed.expect(Told.Closed.class);
        }
    }

    @Test
    void shouldTellAHandlerOnceThatAsksForTheClose() throws IOException {
        SocketAddress local = openWithHandler();
        Probe<Event> handler = Probe.in(fixture.system);
        fixture.tell(new Register(handler.ref()));
        fixture.tell(new Close(handler.ref()));
        assertNull(handler.expect(Closed.class).cause());
        assertNull(expectEnd(local));
        handler.expectNothing();
        fixture.handler.expectNothing();
    }

    @Test
    void shouldAnswerAllThatComeTooLate() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.tell(new Close());
        expectEnd(local);
        closer.watch(fixture.endpoint()).expectTerminated(fixture.endpoint());
        fixture.tell(new Close(closer.ref()));
        assertNotNull(closer.expect(Closed.class).cause());
        Probe<Event> late = Probe.in(fixture.system);
        fixture.tell(new Register(late.ref()));
        assertNotNull(late.expect(Closed.class).cause());
        Probe<Object> sender = Probe.in(fixture.system);
        fixture.tell(new Send(ByteString.empty(), null, new Ack<>(sender.ref(), "done", failure -> failure)));
        sender.expect(CommandFailed.class);
    }

    @Test
    void shouldDeliverNothingAfterItsEnd() throws IOException {
        SocketAddress local = openWithHandler();
        for (int i = 0; i < 1000; i++) {
            fixture.peerSends(local, "x");
            if (i == 500) {
                fixture.tell(new Close());
            }
        }
        fixture.handler.await(Closed.class, closed -> true);
        expectEnd(local);
        fixture.handler.expectNothing();
    }

    // ---- those around it ----

    /** Stops, or fails, when it is told anything. */
    private ActorRef<Object> mortal() {
        return fixture.system.spawn(Object.class, Spec.named("mortal"), ctx -> message -> {
            if (message instanceof RuntimeException failure) {
                throw failure;
            }
            ctx.stop();
        });
    }

    @Test
    void shouldEndWithItsOwnerAsLongAsItHasNoHandler() throws IOException {
        ActorRef<Object> owner = mortal();
        spawn(EndpointFixture::bind, owner, DEFAULT);
        SocketAddress local = fixture.observed.expect(Told.Opened.class).local();
        owner.tell("stop");
        assertTrue(expectEnd(local).getMessage().startsWith("the actor that owns this endpoint has ended"));
    }

    @Test
    void shouldEndIfItsOwnerIsNoMore() throws IOException {
        ActorRef<Object> owner = mortal();
        fixture.system.stop(owner).join();
        spawn(EndpointFixture::bind, owner, DEFAULT);
        expectEnd(fixture.observed.expect(Told.Opened.class).local());
    }

    @Test
    void shouldOutliveItsOwnerOnceItHasAHandler() throws IOException {
        ActorRef<Object> owner = mortal();
        spawn(EndpointFixture::bind, owner, DEFAULT);
        SocketAddress local = fixture.observed.expect(Told.Opened.class).local();
        fixture.tell(new Register(fixture.handler.ref()));
        fixture.figures();
        fixture.system.stop(owner).join();
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
    }

    @Test
    void shouldEndIfNobodyRegistersInTime() throws IOException {
        SocketAddress local = fixture.open(EndpointFixture::bind, DEFAULT.registerWithin(SHORT)).local();
        Exception late = expectEnd(local);
        assertInstanceOf(SocketTimeoutException.class, late);
        assertEquals("registerWithin: nobody registered within PT0.05S", late.getMessage());
    }

    @Test
    void shouldNotBeLateOnceSomebodyHasRegistered() throws IOException {
        SocketAddress local = fixture.open(EndpointFixture::bind, DEFAULT.registerWithin(Duration.ofMillis(500)))
            .local();
        fixture.tell(new Register(fixture.handler.ref()));
        CompletableFuture<Void> later = new CompletableFuture<>();
        fixture.system.loops().get(0).schedule(Duration.ofMillis(600).toNanos(), () -> later.complete(null));
        later.join();
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
    }

    @Test
    void shouldSendWhatItsHandlerHasQueuedAndThenEndWithIt() throws IOException {
        SocketAddress local = open();
        ActorRef<Event> handler = fixture.system.spawn("handler", ctx -> event -> {
            if (event instanceof Received(var data, var sender)) {
                fixture.tell(new Send(data, sender));
                ctx.stop();
            }
        });
        fixture.tell(new Register(handler));
        fixture.peerSends(local, "last words");
        assertEquals("last words", fixture.peerReceives());
        assertTrue(expectEnd(local).getMessage().startsWith("the handler has ended"));
    }

    @Test
    void shouldSayWhatItsHandlerHasFailedBy() throws IOException {
        SocketAddress local = open();
        IllegalStateException bug = new IllegalStateException("on purpose");
        ActorRef<Event> handler = fixture.system.spawn("handler", ctx -> event -> {
            throw bug;
        });
        fixture.tell(new Register(handler));
        fixture.peerSends(local, "x");
        assertSame(bug, expectEnd(local).getCause());
    }

    @Test
    void shouldEndWithAHandlerThatIsKilled() throws IOException {
        SocketAddress local = open();
        ActorRef<Event> handler = fixture.system.spawn("handler", ctx -> (Actor<Event>) event -> {
        });
        fixture.tell(new Register(handler));
        fixture.tell(new Close(closer.ref()));
        fixture.system.kill(handler).join();
        closer.expect(Closed.class);
        expectEnd(local);
    }

    @Test
    void shouldNotEndWithAHandlerThatHasHandedOver() throws IOException {
        SocketAddress local = open();
        ActorRef<Object> former = mortal();
        fixture.tell(new Register(former.accepting(event -> event)));
        fixture.tell(new Register(fixture.handler.ref()));
        fixture.figures();
        fixture.system.stop(former).join();
        fixture.peerSends(local, "a");
        assertEquals("a", fixture.received());
    }

    // ---- violence ----

    @Test
    void shouldEndInOrderWhenItIsKilled() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        fixture.system.kill(fixture.endpoint()).join();
        Exception cause = fixture.closed();
        expectFree(local);
        assertTrue(cause.getMessage().contains("Killed"), cause.getMessage());
        assertSame(cause, expectEnd(local));
    }

    @Test
    void shouldEndInOrderWhenItIsStopped() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        fixture.system.stop(fixture.endpoint()).join();
        Exception cause = fixture.closed();
        assertTrue(cause.getMessage().contains("stopped"), cause.getMessage());
        expectEnd(local);
    }

    @Test
    void shouldEndWhenThePollerBreaks() throws IOException {
        SocketAddress local = openWithHandler();
        fixture.figures();
        provider.last().failure = new IOException("Bad file descriptor");
        fixture.system.loops().get(0).execute(() -> {
        });
        Exception cause = fixture.closed();
        assertTrue(cause.getMessage().contains("what drives the endpoint has failed"), cause.getMessage());
        assertSame(cause, expectEnd(local));
    }

    /** Receives nothing but trouble. */
    private static final class Buggy extends FilterDatagram {
        private final RuntimeException bug;

        Buggy(DatagramHandle inner, RuntimeException bug) {
            super(inner);
            this.bug = bug;
        }

        @Override
        public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) {
            throw bug;
        }

        @Override
        public int send(Batch batch) {
            throw bug;
        }

        @Override
        public void close() throws IOException {
            super.close();
            throw bug;
        }
    }

    @Test
    void shouldEndInOrderWhateverItsHandleThrows() throws IOException {
        IllegalStateException bug = new IllegalStateException("on purpose");
        fixture.registered(() -> new Buggy(EndpointFixture.bind(), bug), DEFAULT);
        SocketAddress local = fixture.opened.local();
        fixture.peerSends(local, "x");
        assertSame(bug, fixture.closed().getCause());
        expectEnd(local);
    }

    @Test
    void shouldTellWhatCouldNotBeSentByABuggyHandle() throws IOException {
        IllegalStateException bug = new IllegalStateException("on purpose");
        fixture.registered(() -> new Buggy(EndpointFixture.bind(), bug), DEFAULT);
        Send send = new Send(ByteString.utf8("x"), fixture.peer());
        fixture.tell(send);
        CommandFailed failure = fixture.handler.expect(CommandFailed.class);
        assertSame(send, failure.command());
        assertSame(bug, failure.cause().getCause());
        assertSame(failure.cause(), fixture.closed());
        expectEnd(fixture.opened.local());
    }

    // ---- under a selector ----

    @Test
    void shouldGiveItsSlotToTheNext() throws IOException {
        ActorRef<Place<?>> manager = TestManager.spawn(fixture.system, 1, NioPoller::new);
        AtomicBoolean isRefused = new AtomicBoolean();
        manager.tell(place(isRefused));
        Told.Opened first = fixture.observed.expect(Told.Opened.class);
        manager.tell(place(isRefused));
        await().untilTrue(isRefused);
        first.endpoint().tell(new Close());
        fixture.observed.expect(Told.Closed.class);
        expectFree(first.local());
        isRefused.set(false);
        manager.tell(place(isRefused));
        Told.Opened second = fixture.observed.expect(Told.Opened.class);
        assertFalse(isRefused.get());
        second.endpoint().tell(new Register(fixture.handler.ref()));
        fixture.peerSends(second.local(), "a");
        assertEquals("a", fixture.received());
    }

    private Place<?> place(AtomicBoolean isRefused) {
        return new Place<Endpoint.Command>("endpoint",
            (ctx, slots) -> new DatagramEndpoint(ctx, slots, EndpointFixture::bind,
                new DatagramOrigin(fixture.new Observer(), DEFAULT, null, DatagramOrigin.Resolver.NONE)),
            true, cause -> isRefused.set(true));
    }
}
