package dev.sluice.udp;

import static dev.sluice.udp.UdpFixture.ANY;
import static dev.sluice.udp.UdpFixture.address;
import static dev.sluice.udp.UdpFixture.receiveText;
import static dev.sluice.udp.UdpFixture.stranger;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointHandler;
import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.CapacityException;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several sockets at one port, which are one bind for their users. Which of them the kernel chooses is its own affair. */
class SharedSocketsTest {
    private static final BindSettings ALL = BindSettings.DEFAULT.sockets(BindSettings.ALL_LOOPS);
    private static final BindSettings SHARED = BindSettings.DEFAULT.options(SocketOptions.NONE.reusePort(true));

    private final UdpFixture udp = new UdpFixture(UdpSettings.DEFAULT.maxEndpoints(4));

    @BeforeEach
    void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "sockets that share a port share its load");
    }

    @AfterEach
    void close() {
        udp.close();
    }

    @Test
    void shouldReceiveOnAllLoopsAtThePortThatTheFirstHasChosen() throws IOException {
        Set<Loop> loops = ConcurrentHashMap.newKeySet();
        EndpointHandler noting = (ctx, endpoint) -> event -> {
            if (event instanceof Received(var data, var sender)) {
                loops.add(ctx.loop());
                endpoint.tell(new Send(data, sender));
            }
        };
        Udp.Bound bound = Udp.bind(udp.system, ANY, ALL, noting).join();
        assertEquals(2, bound.endpoints().size());
        assertEquals(bound.endpoint(), bound.endpoints().getFirst());

        for (int i = 0; i < 64; i++) {
            try (DatagramSocket client = stranger()) {
                UdpFixture.send(client, "hello " + i, bound.local());
                assertEquals("hello " + i, receiveText(client));
            }
        }
        assertEquals(Set.copyOf(udp.system.loops()), loops);
    }

    @Test
    void shouldUnbindAllAndBindAgainAtOnce() {
        Udp.Bound bound = udp.bind(ANY, ALL);
        for (int i = 0; i < 100; i++) {
            assertEquals(new Udp.Unbound(bound.local(), null), udp.unbind(bound));
            udp.binder.expect(new Udp.Unbound(bound.local(), null));
            bound = udp.bind(bound.local(), i % 2 == 0 ? BindSettings.DEFAULT : ALL);
        }
        udp.binder.expectNothing();
    }

    @Test
    void shouldEndAsAWholeWithOneCauseWhenOneEndpointEnds() {
        Udp.Bound bound = udp.bind(ANY, ALL);
        List<Probe<Endpoint.Event>> handlers = bound.endpoints().stream().map(udp::register).toList();

        udp.system.kill(bound.endpoints().get(1)).join();

        assertNotNull(udp.binder.expect(Udp.Unbound.class).cause());
        handlers.forEach(handler -> handler.expect(Endpoint.Closed.class));
        udp.bind(bound.local(), BindSettings.DEFAULT);
        udp.binder.expectNothing();
    }

    /** There are four slots: two are in use, and only one of two more is free. */
    @Test
    void shouldUndoAllWhenOneCantBeOpened() throws IOException {
        udp.bind(ANY, ALL);
        udp.bind(ANY, BindSettings.DEFAULT);
        InetSocketAddress local = UdpFixture.free();

        assertInstanceOf(CapacityException.class, udp.fails(new Udp.Bind(local, udp.binder.ref(), ALL)));

        udp.bind(local, BindSettings.DEFAULT);
        udp.awaitCount("endpoint", 4);
        udp.binder.expectNothing();
    }

    @Test
    void shouldNotShareThePortWithAnotherBindByMistake() {
        InetSocketAddress taken = udp.bind(ANY, ALL).local();
        for (BindSettings settings : List.of(ALL, BindSettings.DEFAULT)) {
            Exception cause = udp.fails(new Udp.Bind(taken, udp.binder.ref(), settings));
            assertInstanceOf(BindException.class, cause);
            assertTrue(cause.getMessage().contains("127.0.0.1:" + taken.getPort()), cause.getMessage());
        }
        udp.awaitCount("endpoint", 2);
    }

    @Test
    void shouldNotShareThePortOfAStrangerByMistake() throws IOException {
        try (DatagramSocket stranger = new DatagramSocket(null)) {
            stranger.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            stranger.bind(ANY);

            assertInstanceOf(BindException.class, udp.fails(new Udp.Bind(address(stranger), udp.binder.ref(), ALL)));
        }
    }

    @Test
    void b57_shouldShareThePortWithAnotherBindIfItIsToldTo() {
        for (BindSettings settings : List.of(SHARED, SHARED.sockets(2))) {
            Udp.Bound first = udp.bind(ANY, settings);
            assertEquals(true, udp.options(first.endpoint()).get(StandardSocketOptions.SO_REUSEPORT));

            Udp.Bound second = udp.bind(first.local(), settings);

            assertEquals(first.local(), second.local());
            udp.unbind(first);
            udp.unbind(second);
            udp.binder.expect(Udp.Unbound.class);
            udp.binder.expect(Udp.Unbound.class);
        }
    }

    @Test
    void shouldOpenNoMoreThanThereAreLoops() {
        assertEquals(2, udp.bind(ANY, BindSettings.DEFAULT.sockets(3)).endpoints().size());
    }

    @Test
    void shouldUndoAllWhenItIsCancelled() {
        for (int i = 0; i < 50; i++) {
            udp.cancel(Udp.bind(udp.system, ANY, ALL, UdpFixture.ECHO));
        }
        udp.awaitCount("bind :0", 0);
        udp.awaitCount("endpoint", 0);
    }
}
