package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.ECHO;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.failure;
import static dev.sluice.udp.UdpFixture.receiveText;
import static dev.sluice.udp.UdpFixture.stranger;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointHandler;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets of those who are no actors, and the lives of their handlers. */
class UdpSessionTest {
    /** What a handler has to tell a test. */
    record Handled(Endpoint.Event event) {}

    record Stopped(Stop reason) {}

    private static final Spec ELSEWHERE = Spec.named("handler").on(Dispatcher.of(ForkJoinPool.commonPool()));

    private final TestNames names = new TestNames().with("peer.test", "127.0.0.1").with("slow.test", "127.0.0.1");
    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.resolver(names));
    private final Probe<Object> told = Probe.in(udp.system);
    private final EndpointHandler telling = (ctx, endpoint) -> new Telling(told.ref());

    private record Telling(ActorRef<Object> told) implements Actor<Endpoint.Event> {
        @Override
        public void on(Endpoint.Event event) {
            told.tell(new Handled(event));
        }

        @Override
        public void stopping(Stop reason) {
            told.tell(new Stopped(reason));
        }
    }

    @AfterEach
    void close() {
        names.endSlowLookUps();
        udp.close();
    }

    private void awaitNothing() {
        udp.awaitCount("endpoint", 0);
        udp.awaitCount("handler", 0);
        udp.awaitCount("attendant", 0);
    }

    // ---- in order ----

    @Test
    void shouldBindAndEcho() throws IOException {
        InetSocketAddress server = Udp.bind(udp.system, ANY, ECHO).join().local();
        try (DatagramSocket client = stranger()) {
            UdpFixture.send(client, "hello", server);
            assertEquals("hello", receiveText(client));
        }
    }

    @Test
    void shouldConnectByName() {
        InetSocketAddress server = Udp.bind(udp.system, ANY, ECHO).join().local();
        CompletableFuture<String> answer = new CompletableFuture<>();
        EndpointHandler asking = (ctx, endpoint) -> {
            endpoint.tell(new Send(ByteString.utf8("hello")));
            return event -> {
                if (event instanceof Received(var data, var sender)) {
                    answer.complete(data.decodeUtf8());
                }
            };
        };

        Udp.connect(udp.system, InetSocketAddress.createUnresolved("peer.test", server.getPort()), asking).join();

        assertEquals("hello", answer.join());
    }

    @Test
    void shouldOpenASenderAndCloseIt() throws IOException {
        try (DatagramSocket peer = stranger()) {
            Udp.SenderOpened sender = Udp.openSender(udp.system).join();
            sender.endpoint().tell(new Send(ByteString.utf8("one way"), address(peer)));
            assertEquals("one way", receiveText(peer));

            Udp.close(udp.system, sender.endpoint()).join();
            awaitNothing();
            udp.awaitCount("open sender", 0);
        }
    }

    @Test
    void shouldStopTheHandlerAfterItHasHandledClosed() {
        Udp.Bound bound = Udp.bind(udp.system, ANY, telling).join();

        Udp.unbind(udp.system, bound).join();

        assertEquals(new Handled(new Endpoint.Closed(null)), told.expect(Handled.class));
        assertEquals(new Stopped(new Stop.Normal()), told.expect(Stopped.class));
        awaitNothing();
        udp.awaitCount("bind :0", 0);
    }

    /** What waits in its mailbox comes first, however long that takes. */
    @Test
    void shouldStopABusyHandlerElsewhereOnlyAfterItHasHandledClosed() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        EndpointHandler busy = (ctx, endpoint) -> {
            Telling telling = new Telling(told.ref());
            return new Actor<>() {
                @Override
                public void on(Endpoint.Event event) throws Exception {
                    mayGoOn.await();
                    telling.on(event);
                }
            };
        };
        Udp.Bound bound = Udp.bind(udp.system, ANY, BindSettings.DEFAULT, ELSEWHERE,
            busy).join();
        try (DatagramSocket peer = stranger()) {
            for (int i = 0; i < 3; i++) {
                UdpFixture.send(peer, "" + i, bound.local());
            }
            await().until(() -> udp.figures(bound.endpoint()).received() == 3);
        }
        Udp.unbind(udp.system, bound).join();
        udp.awaitCount("endpoint", 0);
        mayGoOn.countDown();

        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Received.class, told.expect(Handled.class).event());
        }
        assertEquals(new Handled(new Endpoint.Closed(null)), told.expect(Handled.class));
        awaitNothing();
    }

    @Test
    void shouldTellAHandlerThatClosesOnlyOnce() {
        EndpointHandler closing = (ctx, endpoint) -> {
            endpoint.tell(new Endpoint.Close(ctx.self()));
            return event -> told.ref().tell(new Handled(event));
        };
        Udp.connect(udp.system, new InetSocketAddress("127.0.0.1", 9), closing).join();

        told.expect(new Handled(new Endpoint.Closed(null)));
        awaitNothing();
        told.expectNothing();
    }

    @Test
    void shouldMakeTheHandlerBesideItsEndpointUnlessItIsSaidOtherwise() {
        Probe<Object> places = Probe.in(udp.system);
        EndpointHandler noting = (ctx, endpoint) -> {
            places.ref().tell(Thread.currentThread());
            return event -> {
            };
        };
        Udp.Bound bound = Udp.bind(udp.system, ANY, noting).join();
        Thread beside = (Thread) places.expect(Object.class);
        assertTrue(udp.system.loops().stream().anyMatch(loop -> threadOf(loop) == beside));
        udp.unbind(bound);

        Spec elsewhere = Spec.named("handler").on(Dispatcher.of(udp.system.loops().get(1)));
        for (int i = 0; i < 2; i++) {
            Udp.bind(udp.system, ANY, BindSettings.DEFAULT, elsewhere, noting).join();
            assertSame(threadOf(udp.system.loops().get(1)), places.expect(Object.class));
        }
    }

    private static Thread threadOf(Loop loop) {
        return CompletableFuture.supplyAsync(Thread::currentThread, loop).join();
    }

    // ---- handlers that fail ----

    @Test
    void shouldFailWithWhatTheHandlersMakerThrowsAndLeaveNothing() throws IOException {
        IllegalStateException cause = new IllegalStateException("no handler today");
        EndpointHandler failing = (ctx, endpoint) -> {
            throw cause;
        };
        try (UdpFixture other = new UdpFixture()) {
            InetSocketAddress local = UdpFixture.free();

            assertSame(cause, failure(Udp.bind(udp.system, local, failing)));
            other.bind(local, BindSettings.DEFAULT);
            assertSame(cause, failure(Udp.connect(udp.system, local, failing)));
            assertSame(cause, failure(Udp.bind(udp.system, ANY,
                BindSettings.DEFAULT.sockets(BindSettings.ALL_LOOPS), failing)));
        }
        awaitNothing();
        udp.awaitCount("bind :0", 0);
    }

    @Test
    void shouldKeepTheEndpointWhileItsHandlerRestarts() throws IOException {
        EndpointHandler fragile = (ctx, endpoint) -> event -> {
            if (event instanceof Received(var data, var sender)) {
                if (data.isEmpty()) {
                    throw new IllegalStateException("expected");
                }
                endpoint.tell(new Send(data, sender));
            }
        };
        Spec restarting = Spec.named("handler").onFailure(Directive.restart());
        InetSocketAddress server = Udp.bind(udp.system, ANY, BindSettings.DEFAULT, restarting, fragile).join().local();
        try (DatagramSocket client = stranger()) {
            UdpFixture.send(client, "", server);
            UdpFixture.send(client, "alive", server);
            assertEquals("alive", receiveText(client));
        }
    }

    @Test
    void shouldCloseTheEndpointWhenItsHandlerFails() throws IOException {
        EndpointHandler fragile = (ctx, endpoint) -> event -> {
            throw new IllegalStateException("expected");
        };
        Udp.Bound bound = Udp.bind(udp.system, ANY, fragile).join();
        try (DatagramSocket client = stranger()) {
            UdpFixture.send(client, "x", bound.local());
        }
        awaitNothing();
        udp.bind(bound.local(), BindSettings.DEFAULT);
    }

    @Test
    void shouldLetAHandlerHandItsEndpointOver() throws IOException {
        Probe<Endpoint.Event> next = Probe.in(udp.system);
        EndpointHandler handingOver = (ctx, endpoint) -> {
            endpoint.tell(new Endpoint.Register(next.ref()));
            return event -> told.ref().tell(new Handled(event));
        };
        Udp.Bound bound = Udp.bind(udp.system, ANY, handingOver).join();
        try (DatagramSocket client = stranger()) {
            UdpFixture.send(client, "to the next", bound.local());
            assertEquals("to the next", next.expect(Received.class).data().decodeUtf8());
        }
        Udp.unbind(udp.system, bound).join();
        next.expect(Endpoint.Closed.class);
        awaitNothing();
        udp.awaitCount("bind :0", 0);
        told.expectNothing();
    }

    // ---- futures that fail ----

    @Test
    void shouldFailWithTheCause() throws IOException {
        InetSocketAddress unknown = InetSocketAddress.createUnresolved("unknown.test", 9);
        assertInstanceOf(UnknownHostException.class, failure(Udp.connect(udp.system, unknown, telling)));
        assertInstanceOf(UnknownHostException.class, failure(Udp.bind(udp.system, unknown, telling)));
        try (DatagramSocket taken = stranger()) {
            assertInstanceOf(BindException.class, failure(Udp.bind(udp.system, address(taken), telling)));
        }
        told.expectNothing();
    }

    @Test
    void shouldLeaveNothingWhenItIsCancelled() {
        for (int i = 0; i < 50; i++) {
            udp.cancel(Udp.bind(udp.system, ANY, ECHO));
            udp.cancel(Udp.connect(udp.system, new InetSocketAddress("127.0.0.1", 9), ECHO));
            udp.cancel(Udp.openSender(udp.system));
        }
        CompletableFuture<?> slow = Udp.connect(udp.system, InetSocketAddress.createUnresolved("slow.test", 9), ECHO);
        await().until(() -> names.lookUps.get() == 1);
        slow.cancel(true);
        names.endSlowLookUps();

        udp.awaitCount("bind :0", 0);
        udp.awaitCount("connect :9", 0);
        udp.awaitCount("open sender", 0);
        awaitNothing();
    }

    @Test
    void shouldFailWhenTheSystemHasEnded() {
        udp.system.close();

        assertNotNull(failure(Udp.bind(udp.system, ANY, ECHO)));
    }
}
