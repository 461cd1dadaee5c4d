package dev.sluice.unix;

import static dev.sluice.unix.UnixFixture.ECHO;
import static dev.sluice.unix.UnixFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorTree;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.transport.testkit.ChannelPeer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One actor of the tree is killed while two clients are connected: who is told what, what lives on, and what is left. */
class UnixKillingTest {
    private record Served(ActorRef<?> handler, ActorRef<Connection.Command> connection) {}

    private final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reason> closed = new LinkedBlockingQueue<>();
    private final UnixFixture unix = new UnixFixture();
    private final Unix.Bound bound = unix.bind(unix.path, (ctx, connection) -> {
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
    private ChannelPeer first;
    private ChannelPeer second;
    private Served firstServed;

    @BeforeEach
    void connect() throws Exception {
        first = unix.client();
        firstServed = served.poll(20, TimeUnit.SECONDS);
        second = unix.client();
        assertEquals("first", echoed(first, "first"));
        assertEquals("second", echoed(second, "second"));
    }

    /** Nor a file: the fixture looks. */
    @AfterEach
    void shouldLeaveNothingBehind() throws Exception {
        first.close();
        second.close();
        unix.close();
    }

    private Reason closed() throws InterruptedException {
        return closed.poll(20, TimeUnit.SECONDS);
    }

    private void assertOthersAreServed() throws Exception {
        try (ChannelPeer third = unix.client()) {
            assertEquals("third", echoed(third, "third"));
        }
    }

    private void assertAllIsWell() throws Exception {
        assertEquals("alive", echoed(second, "alive"));
        assertOthersAreServed();
    }

    @Test
    void shouldTellTheHandlerOfAKilledConnectionAndEndItsPeer() throws Exception {
        assertInstanceOf(Stop.Killed.class, unix.system.kill(firstServed.connection()).join());

        assertInstanceOf(Reason.ByError.class, closed());
        assertTrue(first.receive(1).isEmpty());
        unix.system.stopped(firstServed.handler()).join();
        assertAllIsWell();
    }

    @Test
    void shouldFlushAndCloseTheConnectionOfAKilledHandler() throws Exception {
        firstServed.connection().tell(new Write(ByteString.utf8("queued")));
        assertInstanceOf(Stop.Killed.class, unix.system.kill(firstServed.handler()).join());

        assertEquals("queued", first.receive(100).decodeUtf8());
        first.close();
        assertInstanceOf(Stop.Normal.class, unix.system.stopped(firstServed.connection()).join());
        assertAllIsWell();
    }

    @Test
    void shouldTellTheBinderOfAKilledListenerAndKeepItsConnections() throws Exception {
        assertInstanceOf(Stop.Killed.class, unix.system.kill(bound.listener()).join());

        assertEquals(unix.path, unix.binder.expect(Unix.Unbound.class).path());
        assertEquals("alive", echoed(first, "alive"));
        unix.bind(unix.path, ECHO, BindSettings.DEFAULT);
        assertAllIsWell();
    }

    @Test
    void shouldEndTheChannelsOfAKilledSelectorAndOnlyThose() throws Exception {
        ActorTree selector = unix.tree().all()
            .filter(node -> node.name().startsWith("selector") && contains(node, firstServed.connection()))
            .findFirst()
            .orElseThrow();
        boolean hasListener = selector.children().stream().anyMatch(child -> child.name().startsWith("listener"));
        assertInstanceOf(Stop.Killed.class, unix.system.kill(selector.ref()).join());

        assertInstanceOf(Reason.ByError.class, closed());
        assertTrue(first.receive(1).isEmpty());
        if (hasListener) {
            unix.binder.expect(Unix.Unbound.class);
            unix.bind(unix.path, ECHO, BindSettings.DEFAULT);
        }
        assertOthersAreServed();
        unix.awaitCount(selector.name(), 1);
    }

    private static boolean contains(ActorTree node, ActorRef<?> ref) {
        return node.children().stream().anyMatch(child -> child.ref() == ref);
    }

    @Test
    void shouldTellEverybodyWhenTheManagerIsKilledAndStartAnother() throws Exception {
        ActorRef<?> manager = unix.tree().all().filter(node -> node.name().equals("service")).findFirst()
            .orElseThrow().children().get(0).ref();
        assertInstanceOf(Stop.Killed.class, unix.system.kill(manager).join());

        assertInstanceOf(Reason.ByError.class, closed());
        assertInstanceOf(Reason.ByError.class, closed());
        assertEquals(unix.path, unix.binder.expect(Unix.Unbound.class).path());
        Unix.get(unix.system)
            .tell(new Unix.Bind(unix.path, unix.binder.ref(), unix.handlers(ECHO), BindSettings.DEFAULT));
        unix.binder.expect(Unix.Bound.class);
        assertOthersAreServed();
    }
}
