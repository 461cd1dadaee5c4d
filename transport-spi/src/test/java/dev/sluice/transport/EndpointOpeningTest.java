package dev.sluice.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.EndpointFixture.Told;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an endpoint begins, alone and under a selector, on real sockets. */
class EndpointOpeningTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;

    private final FakeProvider provider = new FakeProvider();
    private final EndpointFixture fixture = new EndpointFixture(() -> new NioPoller(provider));
    private final Probe<Closed> closer = Probe.in(fixture.system);

    EndpointOpeningTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    private SocketAddress open() {
        return fixture.open(EndpointFixture::bind, DEFAULT).local();
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
        assertInstanceOf(IllegalStateException.class,
            failsToOpen(() -> new FilterDatagram(NioDatagram.of(channel)) {
                @Override
                public Object source() {
                    return "nothing that can be watched";
                }
            }));
        EndpointFixture.expectFree(local);
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
        EndpointFixture.expectFree(first.local());
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
