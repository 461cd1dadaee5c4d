package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.stranger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Terminated;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.SelectorFigures;
import dev.sluice.udp.UdpFixture.Opened;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lives of binds, connected endpoints and senders, as those are told who asked for them. */
class UdpBindTest {
    private static final int LIMIT = 4;
    private static final InetSocketAddress ANY_PEER = new InetSocketAddress("127.0.0.1", 9);

    private final TestNames names = new TestNames().with("slow.test", "127.0.0.1");
    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.maxEndpoints(LIMIT).resolver(names));

    @AfterEach
    void close() {
        names.endSlowLookUps();
        udp.close();
    }

    // ---- unbind ----

    @Test
    void thePortIsFreeWhenItIsToldAThousandTimes() {
        InetSocketAddress local = ANY;
        for (int i = 0; i < 1000; i++) {
            Udp.Bound bound = udp.bind(local, BindSettings.DEFAULT);
            local = bound.local();
            bound.bind().tell(new Udp.Unbind());
            udp.binder.expect(new Udp.Unbound(local, null));
        }
        udp.binder.expectNothing();
    }

    @Test
    void noDescriptorIsLeft() {
        openAndClose();
        long before = Descriptors.count();
        for (int i = 0; i < 20; i++) {
            openAndClose();
            assertEquals(before, Descriptors.count());
        }
    }

    private void openAndClose() {
        udp.unbind(udp.bind(ANY, BindSettings.DEFAULT));
        udp.binder.expect(Udp.Unbound.class);
        udp.close(udp.connect(ANY_PEER));
        udp.binder.expect(Udp.Disconnected.class);
        udp.openSender().endpoint().tell(new Endpoint.Close());
        udp.binder.expect(Udp.SenderClosed.class);
    }

    @Test
    void whoClosesTheEndpointEndsTheBind() {
        Udp.Bound bound = udp.bind(ANY, BindSettings.DEFAULT);
        Probe<Endpoint.Event> handler = udp.register(bound.endpoint());
        Probe<Object> watcher = Probe.in(udp.system).watch(bound.bind());

        bound.endpoint().tell(new Endpoint.Close());

        assertEquals(new Endpoint.Closed(null), handler.expect(Endpoint.Closed.class));
        udp.binder.expect(new Udp.Unbound(bound.local(), null));
        watcher.expectTerminated(bound.bind());
    }

    @Test
    void anUnbindThatComesLateIsNotAnsweredAndNotMissed() {
        Udp.Bound bound = udp.bind(ANY, BindSettings.DEFAULT);
        udp.unbind(bound);

        Udp.unbind(udp.system, bound).join();
        Udp.close(udp.system, bound.endpoint()).join();
    }

    @Test
    void whatIsQueuedLeavesBeforeTheUnbind() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Udp.Bound bound = udp.bind(ANY, BindSettings.DEFAULT);
            for (int i = 0; i < 50; i++) {
                bound.endpoint().tell(
                    new Endpoint.Send(ByteString.utf8("" + i), address(peer)));
            }
            udp.unbind(bound);
            for (int i = 0; i < 50; i++) {
                assertEquals("" + i, UdpFixture.receiveText(peer));
            }
        }
    }

    // ---- ends that nobody has asked for ----

    @Test
    void aBindEndsWithItsBinder() {
        Probe<Udp.Event> told = Probe.in(udp.system);
        ActorRef<Udp.Event> mortal = mortal(told);
        udp.manager.tell(new Udp.Bind(ANY, mortal));
        Udp.Bound bound = told.expect(Udp.Bound.class);
        Probe<Endpoint.Event> handler = udp.register(bound.endpoint());

        udp.system.kill(mortal).join();

        handler.expect(Endpoint.Closed.class);
        udp.bind(bound.local(), BindSettings.DEFAULT);
    }

    @Test
    void whoHasNoHandlerEndsWithWhoAskedForIt() {
        Probe<Udp.Event> told = Probe.in(udp.system);
        ActorRef<Udp.Event> mortal = mortal(told);
        udp.manager.tell(new Udp.OpenSender(mortal));
        ActorRef<Endpoint.Command> sender = told.expect(Udp.SenderOpened.class).endpoint();
        udp.manager.tell(new Udp.Connect(ANY_PEER, mortal));
        ActorRef<Endpoint.Command> connected = told.expect(Udp.Connected.class).endpoint();
        Probe<Object> watcher = Probe.in(udp.system).watch(sender).watch(connected);

        udp.system.kill(mortal).join();

        watcher.expect(Terminated.class);
        watcher.expect(Terminated.class);
    }

    private ActorRef<Udp.Event> mortal(Probe<Udp.Event> told) {
        return udp.system.spawn("mortal", ctx -> told.ref()::tell);
    }

    @Test
    void whoNeverRegistersLosesTheSocketAndIsTold() {
        BindSettings hasty = BindSettings.DEFAULT
            .endpoint(EndpointSettings.DEFAULT.registerWithin(Duration.ofMillis(20)));
        Udp.Bound bound = udp.bind(ANY, hasty);

        Udp.Unbound unbound = udp.binder.expect(Udp.Unbound.class);

        assertEquals(bound.local(), unbound.local());
        assertTrue(unbound.cause().getMessage().contains("registerWithin"), unbound.cause().getMessage());
    }

    @Test
    void aHandlerThatEndsEndsItsConnectedEndpoint() {
        Opened client = udp.connect(ANY_PEER);
        ActorRef<Endpoint.Event> handler = udp.system.spawn("handler", ctx -> event -> {
        });
        client.endpoint().tell(new Endpoint.Register(handler));
        udp.figures(client.endpoint());

        udp.system.stop(handler).join();

        Udp.Disconnected disconnected = udp.binder.expect(Udp.Disconnected.class);
        assertEquals(client.endpoint(), disconnected.endpoint());
        assertEquals(ANY_PEER, disconnected.remote());
        assertNotNull(disconnected.cause());
    }

    @Test
    void aSelectorThatIsKilledEndsWhatItHadAndEverybodyIsTold() {
        Udp.Bound bound = udp.bind(ANY, BindSettings.DEFAULT);
        Probe<Endpoint.Event> handler = udp.register(bound.endpoint());
        udp.figures(bound.endpoint());

        udp.system.kill(udp.find("selector-0")).join();

        assertNotNull(handler.expect(Endpoint.Closed.class).cause());
        assertNotNull(udp.binder.expect(Udp.Unbound.class).cause());
        udp.awaitCount("selector-0", 1);
        udp.bind(bound.local(), BindSettings.DEFAULT);
    }

    @Test
    void aManagerThatIsKilledEndsWhatItHadAndLookUpsFail() {
        Udp.Bound bound = udp.bind(ANY, BindSettings.DEFAULT);
        udp.register(bound.endpoint());
        Udp.Connect waits = new Udp.Connect(InetSocketAddress.createUnresolved("slow.test", 9), udp.binder.ref());
        udp.manager.tell(waits);

        udp.system.kill(udp.manager).join();

        List<Udp.Event> told = List.of(udp.binder.expect(Udp.Event.class), udp.binder.expect(Udp.Event.class));
        assertTrue(told.stream().anyMatch(event -> event instanceof Udp.CommandFailed failed
            && failed.command() == waits), told.toString());
        assertTrue(told.stream().anyMatch(event -> event instanceof Udp.Unbound unbound && unbound.cause() != null),
            told.toString());
        udp.fails(new Udp.Bind(ANY, udp.binder.ref()));
    }

    @Test
    void theSystemsEndClosesAll() {
        CompletableFuture<Udp.Bound> bound = Udp.bind(udp.system, ANY, UdpFixture.ECHO);
        InetSocketAddress local = bound.join().local();

        udp.system.close();

        try (UdpFixture next = new UdpFixture()) {
            next.bind(local, BindSettings.DEFAULT);
        }
    }

    // ---- limits ----

    @Test
    void aboveTheLimitCommandsFailAndBelowItTheyWorkAgain() {
        List<Udp.Bound> all = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            all.add(udp.bind(ANY, BindSettings.DEFAULT));
        }
        for (Udp.Command command : List.of(new Udp.Bind(ANY, udp.binder.ref()),
            new Udp.Connect(ANY_PEER, udp.binder.ref()),
            new Udp.OpenSender(udp.binder.ref()))) {
            Exception cause = udp.fails(command);
            assertEquals(LIMIT, assertInstanceOf(CapacityException.class, cause).limit());
        }
        udp.unbind(all.getFirst());
        udp.binder.expect(Udp.Unbound.class);

        udp.bind(ANY, BindSettings.DEFAULT);
    }

    @Test
    void selectorsTellWhatTheyHaveCounted() {
        Opened one = udp.open();
        Opened other = udp.open();
        one.send("counted", other.local());
        other.received();

        udp.manager.tell(new Udp.InspectSelectors(udp.binder.ref()));

        SelectorFigures first = udp.binder.expect(Udp.Inspected.class).figures();
        SelectorFigures second = udp.binder.expect(Udp.Inspected.class).figures();
        assertEquals("counted".length(), first.bytesRead() + second.bytesRead());
    }
}
