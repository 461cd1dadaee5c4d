package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ECHO;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what when something above a listener ends, and that nothing is left. */
class ListenerTest {
    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.poller(BreakablePoller::new));
    private long descriptors;

    @BeforeEach
    void count() {
        tcp.bind().listener().tell(new Tcp.Unbind());
        tcp.binder.expect(Tcp.Unbound.class);
        descriptors = Descriptors.count();
    }

    @AfterEach
    void close() {
        tcp.close();
    }

    /** The listener ended, and said so once, with a cause; it can listen there again. */
    private void expectUnbound(Probe<Tcp.Event> told, InetSocketAddress local) {
        Tcp.Unbound unbound = told.expect(Tcp.Unbound.class);
        assertEquals(local, unbound.local());
        assertNotEquals(null, unbound.cause());
        assertEquals(descriptors, Descriptors.count());
        assertEquals(local, tcp.bind(told, local).local());
    }

    @Test
    void shouldUnbindWhenTheBinderEnds() {
        CompletableFuture<Tcp.Bound> bound = new CompletableFuture<>();
        ActorRef<Tcp.Event> mortal = tcp.system.spawn("mortal", ctx -> event -> bound.complete((Tcp.Bound) event));
        tcp.manager.tell(new Tcp.Bind(TcpFixture.ANY, mortal));
        InetSocketAddress local = bound.join().local();

        tcp.system.stop(mortal).join();
        tcp.system.stopped(bound.join().listener()).join();

        assertEquals(descriptors, Descriptors.count());
        tcp.bind(tcp.binder, local);
    }

    @Test
    void shouldTellThatTheListenerWasKilled() {
        Tcp.Bound bound = tcp.bind();

        tcp.system.kill(tcp.find("listener :0")).join();

        expectUnbound(tcp.binder, bound.local());
    }

    @Test
    void shouldTellThatTheSelectorWasKilledAndListenAgainOnTheNext() throws IOException {
        Tcp.Bound bound = tcp.bind();
        ActorRef<?> selector = tcp.tree().all().filter(node -> node.name().startsWith("selector")
            && node.all().anyMatch(below -> below.name().equals("listener :0"))).findFirst().orElseThrow().ref();

        tcp.system.kill(selector).join();

        expectUnbound(tcp.binder, bound.local());
        client(bound.local()).close();
        tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldTellThatTheManagerWasKilledAndListenAgainUnderTheNext() throws IOException {
        Tcp.Bound bound = tcp.bind();

        tcp.system.kill(tcp.manager).join();

        assertNotEquals(null, tcp.binder.expect(Tcp.Unbound.class).cause());
        assertEquals(descriptors, Descriptors.count());
        ActorRef<Tcp.Command> next = Tcp.get(tcp.system);
        next.tell(new Tcp.Bind(bound.local(), tcp.binder.ref()));
        assertEquals(bound.local(), tcp.binder.expect(Tcp.Bound.class).local());
        client(bound.local()).close();
        tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldAnswerCommandsToAManagerThatHasEnded() {
        tcp.system.kill(tcp.manager).join();
        Tcp.Bind bind = new Tcp.Bind(TcpFixture.ANY, tcp.binder.ref());

        tcp.manager.tell(bind);

        assertSame(bind, tcp.binder.expect(Tcp.CommandFailed.class).command());
    }

    @Test
    void shouldTellWhyThePollerBrokeAndListenAgainOnAnother() throws IOException {
        Tcp.Bound bound = tcp.bind();
        try (Socket client = client(bound.local())) {
            Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = tcp.register(connected);
            IOException broken = new IOException("broken on purpose");

            BreakablePoller.breakAll(tcp.system, broken);

            handler.expect(Connection.Closed.class);
            Tcp.Unbound unbound = tcp.binder.expect(Tcp.Unbound.class);
            assertSame(broken, unbound.cause().getCause());
            assertThrows(SocketException.class, () -> client.getInputStream().read());
        }
        Descriptors.awaitCount(descriptors);
        Tcp.Bound again = tcp.bind(tcp.binder, bound.local());
        client(again.local()).close();
        tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldKeepHandlersApartFromTheListener() throws IOException {
        Tcp.Bound bound = tcp.bind((ctx, connection) -> {
            throw new IllegalStateException("no handler for you");
        }, BindSettings.DEFAULT);
        for (int i = 0; i < 2; i++) {
            client(bound.local()).close();
            assertEquals("no handler for you", tcp.binder.expect(Tcp.HandlerFailed.class).cause().getMessage());
        }
    }

    @Test
    void shouldSpreadConnectionsEvenlyOverTheLoops() throws IOException {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        Socket[] clients = new Socket[64];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = client(bound.local());
            assertEquals("hi", echoed(clients[i], "hi"));
        }
        long onTheFirst = tcp.tree().all().filter(node -> node.name().equals("selector-0")).findFirst().orElseThrow()
            .children()
            .stream().filter(child -> child.name().equals("connection")).count();
        for (Socket client : clients) {
            client.close();
        }

        assertEquals(32, onTheFirst, 4);
    }
}
