package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.ActorTree;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Loops;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TCP on loops of its own. */
class OwnLoopsTest {
    private static final TcpSettings OWN = TcpSettings.DEFAULT.ownLoops(2);
    private static final Loops LOOPS = OWN.loops();

    private final ActorSystem system = ActorSystem.create(Settings.named("own").loops(2).poolThreads(1));
    private final Probe<String> threads = Probe.in(system);
    private final Probe<Tcp.Event> binder = Probe.in(system);
    private final Handler telling = (ctx, connection) -> {
        threads.ref().tell(Thread.currentThread().getName());
        return event -> {
            if (event instanceof Received(var data)) {
                connection.tell(new Write(data));
            }
        };
    };

    @AfterEach
    void close() {
        system.close();
    }

    private InetSocketAddress bind() {
        Tcp.get(system, OWN);
        BindSettings each = BindSettings.DEFAULT.accepting(AcceptSettings.DEFAULT.shards(2));
        return Tcp.bind(system, ANY, each, telling).join().local();
    }

    private static Stream<String> names(ActorTree tree) {
        return tree.all().map(ActorTree::name);
    }

    /** Whoever binds need not know of them. */
    @Test
    void shouldMakeHandlersBesideTheirConnections() throws IOException {
        InetSocketAddress server = bind();
        TreeSet<String> seen = new TreeSet<>();
        for (int i = 0; i < 32; i++) {
            try (Socket client = client(server)) {
                assertEquals("hello", echoed(client, "hello"));
            }
            seen.add(threads.expect(String.class));
        }

        assertTrue(List.of("own-tcp-0", "own-tcp-1").containsAll(seen), seen::toString);
    }

    @Test
    void shouldHaveItsSelectorsThere() {
        Tcp.get(system, OWN).tell(new Tcp.InspectSelectors(binder.ref()));

        TreeSet<String> loops = new TreeSet<>();
        loops.add(binder.expect(Tcp.Inspected.class).figures().loop());
        loops.add(binder.expect(Tcp.Inspected.class).figures().loop());
        assertEquals(List.of("own-tcp-0", "own-tcp-1"), List.copyOf(loops));
    }

    /** The handlers on loops that nobody knew of end with the others. */
    @Test
    void shouldEndTheHandlersActorsWithTheBind() throws IOException {
        Tcp.get(system, OWN);
        Tcp.Bound bound = Tcp.bind(system, ANY, telling).join();
        try (Socket client = client(bound.local())) {
            assertEquals("hello", echoed(client, "hello"));
            assertTrue(names(system.tree().join()).anyMatch(name -> name.startsWith("handlers on own-tcp-")));
            Tcp.unbind(system, bound).join();
            assertEquals("still here", echoed(client, "still here"));
        }

        await().until(() -> names(system.tree().join()).noneMatch(name -> name.startsWith("handlers")));
    }

    @Test
    void shouldMakeThemAnewWhenOneWasStopped() throws IOException {
        InetSocketAddress server = bind();
        for (int i = 0; i < 2; i++) {
            try (Socket client = client(server)) {
                assertEquals("hello", echoed(client, "hello"));
            }
            system.tree().join().all().filter(node -> node.name().startsWith("handlers on"))
                .forEach(node -> assertTrue(system.stop(node.ref()).join() instanceof Stop));
        }
    }

    /** Its connections are found there, too. */
    @Test
    void shouldDrainThem() throws IOException {
        Tcp.get(system, OWN);
        Tcp.Bound bound = Tcp.bind(system, ANY, telling).join();
        try (Socket client = client(bound.local())) {
            assertEquals("hello", echoed(client, "hello"));

            assertEquals(1, Tcp.drain(system, bound, Duration.ofMillis(1)).join().closedByDeadline());
            assertEquals(-1, client.getInputStream().read());
        }
    }

    @Test
    void shouldEndWithTheSystemThoughConnectionsAreOpen() throws IOException {
        InetSocketAddress server = bind();
        try (Socket client = client(server)) {
            assertEquals("hello", echoed(client, "hello"));

            assertTrue(system.terminate().join().isClean());
        }
        LOOPS.of(system).forEach(loop -> assertTrue(loop.isClosed()));
    }

    @Test
    void shouldTakeHandlersThatKnowTheLoops() throws IOException {
        Tcp.get(system, OWN);
        CompletableFuture<Handlers> made = new CompletableFuture<>();
        system.spawn(Object.class, Spec.named("parent"), ctx -> {
            made.complete(Handlers.in(ctx, LOOPS.of(system), Spec.named("handler"), telling));
            return nothing -> {
            };
        });

        Tcp.get(system).tell(new Tcp.Bind(ANY, binder.ref(), made.join(), BindSettings.DEFAULT));
        try (Socket client = client(binder.expect(Tcp.Bound.class).local())) {
            assertEquals("hello", echoed(client, "hello"));
        }

        assertTrue(threads.expect(String.class).startsWith("own-tcp-"));
        assertTrue(names(system.tree().join()).noneMatch(name -> name.startsWith("handlers on")));
    }

    @Test
    void shouldConnectFromThem() throws IOException {
        InetSocketAddress server = bind();

        Tcp.connect(system, server, telling).join();

        assertTrue(threads.expect(String.class).startsWith("own-tcp-"));
        assertTrue(threads.expect(String.class).startsWith("own-tcp-"));
    }

    @Test
    void shouldRefuseAnotherNumberThanThereIs() {
        system.loops("tcp", 1);

        assertThrows(IllegalArgumentException.class, () -> Tcp.get(system, OWN));
        assertThrows(IllegalArgumentException.class, () -> TcpSettings.DEFAULT.ownLoops(0));
        assertThrows(IllegalArgumentException.class, () -> Loops.own("", 1));
    }
}
