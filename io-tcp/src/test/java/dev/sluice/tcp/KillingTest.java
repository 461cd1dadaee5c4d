package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorTree;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One actor of the tree is killed while two clients are connected: who is told what, what lives on, and what is left. */
class KillingTest {
    /** The JDK opens a socket of its own with the first one that it closes, and keeps it. */
    @BeforeAll
    static void openAndCloseSockets() throws IOException {
        try (TcpFixture warmUp = new TcpFixture(); Socket socket = client(warmUp.bind().local())) {
            TcpFixture.send(socket, "x");
        }
    }

    private record Served(ActorRef<?> handler, ActorRef<Connection.Command> connection) {}

    private final long socketsBefore = Descriptors.count();
    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reason> closed = new LinkedBlockingQueue<>();
    private final TcpFixture tcp = new TcpFixture();
    private final Tcp.Bound bound = tcp.bind((ctx, connection) -> {
        served.add(new Served(ctx.self(), connection));
        return event -> {
            switch (event) {
                case Received(var data) -> connection.tell(new Write(data));
                case Closed(var reason) -> closed.add(reason);
                default -> {
                }
            }
        };
    }, BindSettings.DEFAULT);
    private Socket first;
    private Socket second;
    private Served firstServed;

    @BeforeEach
    void connect() throws Exception {
        first = client(bound.local());
        firstServed = served.poll(20, TimeUnit.SECONDS);
        second = client(bound.local());
        assertEquals("first", echoed(first, "first"));
        assertEquals("second", echoed(second, "second"));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws IOException {
        first.close();
        second.close();
        tcp.close();
        Descriptors.awaitCount(socketsBefore);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith(tcp.system.name() + "-loop")));
    }

    private Reason closed() throws InterruptedException {
        return closed.poll(20, TimeUnit.SECONDS);
    }

    private static void assertIsOver(Socket socket) {
        await().until(() -> {
            try {
                return socket.getInputStream().read() < 0;
            } catch (IOException reset) {
                return true;
            }
        });
    }

    private void assertSecondLivesOn() throws IOException {
        assertEquals("alive", echoed(second, "alive"));
    }

    private void assertOthersAreServed(InetSocketAddress address) throws IOException {
        try (Socket third = client(address)) {
            assertEquals("third", echoed(third, "third"));
        }
    }

    @Test
    void shouldTellTheHandlerOfAKilledConnectionAndResetItsPeer() throws Exception {
        assertInstanceOf(Stop.Killed.class, tcp.system.kill(firstServed.connection()).join());

        assertInstanceOf(Reason.ByError.class, closed());
        assertThrows(IOException.class, () -> first.getInputStream().read());
        tcp.system.stopped(firstServed.handler()).join();
        assertSecondLivesOn();
        assertOthersAreServed(bound.local());
    }

    @Test
    void shouldFlushAndCloseTheConnectionOfAKilledHandler() throws Exception {
        firstServed.connection().tell(new Write(ByteString.utf8("queued")));
        assertInstanceOf(Stop.Killed.class, tcp.system.kill(firstServed.handler()).join());

        assertEquals("queued", TcpFixture.receive(first, 100));
        first.close();
        assertInstanceOf(Stop.Normal.class, tcp.system.stopped(firstServed.connection()).join());
        assertSecondLivesOn();
        assertOthersAreServed(bound.local());
    }

    @Test
    void shouldTellTheBinderOfAKilledListenerAndKeepItsConnections() throws Exception {
        assertInstanceOf(Stop.Killed.class, tcp.system.kill(bound.listener()).join());

        assertEquals(bound.local(), tcp.binder.expect(Tcp.Unbound.class).local());
        assertEquals("alive", echoed(first, "alive"));
        assertSecondLivesOn();
        assertEquals(bound.local(), tcp.bind(tcp.binder, bound.local()).local());
    }

    @Test
    void shouldEndTheChannelsOfAKilledSelectorAndOnlyThose() throws Exception {
        ActorTree selector = tcp.tree().all()
            .filter(node -> node.name().startsWith("selector") && contains(node, firstServed.connection()))
            .findFirst()
            .orElseThrow();
        long connections = selector.children().stream().filter(child -> child.name().equals("connection")).count();
        boolean hasListener = selector.children().stream().anyMatch(child -> child.name().startsWith("listener"));
        assertInstanceOf(Stop.Killed.class, tcp.system.kill(selector.ref()).join());

        for (long i = 0; i < connections; i++) {
            assertInstanceOf(Reason.ByError.class, closed());
        }
        assertIsOver(first);
        if (connections == 1) {
            assertSecondLivesOn();
        }
        InetSocketAddress address = bound.local();
        if (hasListener) {
            tcp.binder.expect(Tcp.Unbound.class);
            address = bindAgain();
        }
        assertOthersAreServed(address);
        tcp.awaitCount(selector.name(), 1);
    }

    private static boolean contains(ActorTree node, ActorRef<?> ref) {
        return node.children().stream().anyMatch(child -> child.ref() == ref);
    }

    private InetSocketAddress bindAgain() {
        return tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT).local();
    }

    @Test
    void shouldTellEverybodyWhenTheManagerIsKilledAndStartAnother() throws Exception {
        ActorRef<?> manager = tcp.tree().all().filter(node -> node.name().equals("service")).findFirst().orElseThrow()
            .children().get(0).ref();
        assertInstanceOf(Stop.Killed.class, tcp.system.kill(manager).join());

        assertInstanceOf(Reason.ByError.class, closed());
        assertInstanceOf(Reason.ByError.class, closed());
        assertEquals(bound.local(), tcp.binder.expect(Tcp.Unbound.class).local());
        assertIsOver(first);
        assertIsOver(second);
        Tcp.get(tcp.system)
            .tell(new Tcp.Bind(ANY, tcp.binder.ref(), tcp.handlers(TcpFixture.ECHO), BindSettings.DEFAULT));
        assertOthersAreServed(tcp.binder.expect(Tcp.Bound.class).local());
    }

    @Test
    void shouldLeaveTheTreeAsItWasWhenAllClientsHaveGone() throws Exception {
        first.close();
        second.close();
        tcp.system.stopped(firstServed.connection()).join();
        tcp.awaitCount("connection", 0);
        tcp.awaitCount("handler", 0);
        long before = tcp.tree().size();

        try (Socket third = client(bound.local())) {
            assertEquals("third", echoed(third, "third"));
        }

        await().until(() -> tcp.tree().size() == before);
    }
}
