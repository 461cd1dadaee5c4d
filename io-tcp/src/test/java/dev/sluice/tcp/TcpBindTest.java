package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.ECHO;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static dev.sluice.tcp.TcpFixture.receive;
import static dev.sluice.tcp.TcpFixture.send;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpBindTest {
    private final TcpFixture tcp = new TcpFixture();

    @AfterEach
    void close() {
        tcp.close();
    }

    @Test
    void shouldTellWhereItListens() throws IOException {
        Tcp.Bound bound = tcp.bind();

        assertEquals("127.0.0.1", bound.local().getHostString());
        assertNotEquals(0, bound.local().getPort());
        client(bound.local()).close();
    }

    @Test
    void shouldTellTheBinderOfEachConnectionIfItGaveNoHandlers() throws IOException {
        Tcp.Bound bound = tcp.bind();
        try (Socket client = client(bound.local())) {
            Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = tcp.register(connected);

            TcpFixture.send(client, "hello");

            assertEquals(client.getLocalSocketAddress(), connected.remote());
            assertEquals(bound.local(), connected.local());
            assertEquals("hello", handler.expect(Connection.Received.class).data().decodeUtf8());
        }
    }

    @Test
    void shouldEchoThroughHandlersOfTheBinder() throws IOException {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        try (Socket one = client(bound.local()); Socket other = client(bound.local())) {
            assertEquals("one", echoed(one, "one"));
            assertEquals("other", echoed(other, "other"));
        }
        tcp.binder.expectNothing();
    }

    @Test
    void b116_shouldFailWithTheAddressThatIsInUse() {
        Tcp.Bound bound = tcp.bind();
        Tcp.Bind again = new Tcp.Bind(bound.local(), tcp.binder.ref());

        tcp.manager.tell(again);

        Tcp.CommandFailed failed = tcp.binder.expect(Tcp.CommandFailed.class);
        assertSame(again, failed.command());
        assertInstanceOf(BindException.class, failed.cause());
        assertTrue(failed.cause().getMessage().contains("127.0.0.1:" + bound.local().getPort()),
            failed.cause().getMessage());
    }

    @Test
    void shouldLookUpTheNameToListenAt() {
        Tcp.Bound bound = tcp.bind(tcp.binder, InetSocketAddress.createUnresolved("localhost", 0));

        assertTrue(bound.local().getAddress().isLoopbackAddress());
    }

    @Test
    void shouldFailIfTheNameToListenAtIsUnknown() {
        tcp.manager.tell(new Tcp.Bind(InetSocketAddress.createUnresolved("unknown.invalid", 0), tcp.binder.ref()));

        Exception cause = tcp.binder.expect(Tcp.CommandFailed.class).cause();
        assertTrue(cause.getMessage().contains("unknown.invalid"), cause.getMessage());
    }

    @Test
    void shouldRefuseToListenForWhoCanNotBeWatched() {
        CompletableFuture<Tcp.Event> answer = tcp.system.<Tcp.Command, Tcp.Event>ask(tcp.manager,
            replyTo -> new Tcp.Bind(ANY, replyTo), Duration.ofSeconds(20));

        Tcp.CommandFailed failed = assertInstanceOf(Tcp.CommandFailed.class, answer.join());
        assertInstanceOf(IllegalArgumentException.class, failed.cause());
        tcp.awaitCount("listener :0", 0);
    }

    // ---- unbinding ----

    @Test
    void shouldTellTheBinderAndWhoeverAskedThatItIsUnbound() {
        Tcp.Bound bound = tcp.bind();
        Probe<Tcp.Unbound> asker = Probe.in(tcp.system);

        bound.listener().tell(new Tcp.Unbind(asker.ref()));

        Tcp.Unbound unbound = new Tcp.Unbound(bound.local(), null);
        asker.expect(unbound);
        tcp.binder.expect(unbound);
        asker.watch(bound.listener()).expect(Terminated.class);
        asker.expectNothing();
        tcp.binder.expectNothing();
    }

    @Test
    void b116_shouldBindAgainAtOnceAThousandTimes() {
        Tcp.Bound bound = tcp.bind();
        for (int i = 0; i < 1000; i++) {
            bound.listener().tell(new Tcp.Unbind());
            tcp.binder.expect(new Tcp.Unbound(bound.local(), null));
            bound = tcp.bind(tcp.binder, bound.local());
        }
    }

    @Test
    void shouldLetAcceptedConnectionsLiveOnWhenItIsUnbound() throws IOException {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        try (Socket client = client(bound.local())) {
            assertEquals("before", echoed(client, "before"));

            bound.listener().tell(new Tcp.Unbind());
            tcp.binder.expect(Tcp.Unbound.class);

            assertEquals("after", echoed(client, "after"));
            assertThrows(IOException.class, () -> client(bound.local()));
        }
    }

    // ---- the shortest way ----

    @Test
    void shouldServeWithoutAnActorOfOnesOwn() throws IOException {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, ECHO).join();
        try (Socket client = client(bound.local())) {
            assertEquals("hello", echoed(client, "hello"));
        }
    }

    /** The loop that reads a connection runs its handler, which writes there: no message of theirs crosses threads. */
    @Test
    void row1_63_a_handler_runs_on_the_thread_that_reads_its_socket() throws IOException {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, (ctx, connection) -> {
            ActorRef<String> beside = ctx.spawn(Spec.named("beside").beside(connection), child -> text -> connection
                .tell(new Connection.Write(ByteString.utf8(child.loop() == ctx.loop() ? "same" : "else"))));
            return event -> {
                if (ctx.loop().inLoop() && event instanceof Connection.Received) {
                    beside.tell("where?");
                }
            };
        }).join();
        for (int i = 0; i < 4; i++) {
            try (Socket client = client(bound.local())) {
                send(client, "where?");
                assertEquals("same", receive(client, 4));
            }
        }
    }

    @Test
    void shouldServeOnAnotherDispatcher() throws IOException {
        Spec pooled = Spec.named("pooled").on(tcp.system.pool());
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, BindSettings.DEFAULT, pooled, (ctx, connection) -> event -> {
            connection.tell(
                new Connection.Write(ByteString.utf8(Thread.currentThread().getName().contains("pool") ? "p" : "l")));
        }).join();
        try (Socket client = client(bound.local())) {
            assertEquals("p", echoed(client, "?"));
        }
    }

    @Test
    void shouldFailTheFutureWithTheAddressThatIsInUse() {
        InetSocketAddress local = tcp.bind().local();

        CompletionException failure = assertThrows(CompletionException.class,
            () -> Tcp.bind(tcp.system, local, ECHO).join());

        assertInstanceOf(BindException.class, failure.getCause());
        assertTrue(failure.getCause().getMessage().contains("127.0.0.1:" + local.getPort()),
            failure.getCause().getMessage());
        tcp.awaitCount("bind :" + local.getPort(), 0);
    }

    @Test
    void shouldLeaveNothingBehindOnceItIsUnboundAndItsConnectionsHaveEnded() throws IOException {
        long before = tcp.tree().size();
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, ECHO).join();
        try (Socket client = client(bound.local())) {
            assertEquals("before", echoed(client, "before"));

            Tcp.unbind(tcp.system, bound).join();
            assertEquals("after", echoed(client, "after"));
        }
        await().until(() -> tcp.tree().size() == before);
    }

    @Test
    void shouldUnbindAtOnceIfItIsUnboundAlready() {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, ECHO).join();

        Tcp.unbind(tcp.system, bound).join();
        Tcp.unbind(tcp.system, bound).join();
    }

    @Test
    void shouldUnbindIfTheFutureIsCancelled() {
        long before = tcp.tree().size();
        CompletableFuture<Tcp.Bound> future = Tcp.bind(tcp.system, ANY, ECHO);

        future.cancel(false);

        await().until(() -> tcp.tree().size() == before || !future.isCancelled());
    }
}
