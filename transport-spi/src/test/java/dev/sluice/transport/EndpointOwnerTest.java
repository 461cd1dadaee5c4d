package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Register;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.EndpointFixture.Told;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an endpoint ends with its owner or its handler, on real sockets. */
class EndpointOwnerTest {
    private static final EndpointSettings DEFAULT = EndpointSettings.DEFAULT;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final FakeProvider provider = new FakeProvider();
    private final EndpointFixture fixture = new EndpointFixture(() -> new NioPoller(provider));
    private final Probe<Closed> closer = Probe.in(fixture.system);

    EndpointOwnerTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    private SocketAddress open() {
        return fixture.open(EndpointFixture::bind, DEFAULT).local();
    }

    private void spawn(DatagramOrigin.Opener opener, ActorRef<?> owner, EndpointSettings settings) {
        fixture.spawn(opener,
            new DatagramOrigin(fixture.new Observer(), settings, owner, DatagramOrigin.Resolver.NONE));
    }

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
        assertTrue(fixture.expectEnd(local).getMessage().startsWith("the actor that owns this endpoint has ended"));
    }

    @Test
    void shouldEndIfItsOwnerIsNoMore() throws IOException {
        ActorRef<Object> owner = mortal();
        fixture.system.stop(owner).join();
        spawn(EndpointFixture::bind, owner, DEFAULT);
        fixture.expectEnd(fixture.observed.expect(Told.Opened.class).local());
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
        Exception late = fixture.expectEnd(local);
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
        assertTrue(fixture.expectEnd(local).getMessage().startsWith("the handler has ended"));
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
        assertSame(bug, fixture.expectEnd(local).getCause());
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
        fixture.expectEnd(local);
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
}
