package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.ECHO;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static dev.sluice.tcp.TcpFixture.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.AskFailedException;
import dev.sluice.actor.Terminated;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Draining;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener is drained: no new connections, and the old ones are seen to their end. */
class DrainTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    /** Says goodbye when it is told to finish. */
    private static final Handler POLITE = handler(true);
    /** Says goodbye too, and stays. */
    private static final Handler STUBBORN = handler(false);

    private final TcpFixture tcp = new TcpFixture();
    private final Probe<Tcp.Drained> drained = Probe.in(tcp.system);
    private final List<Socket> clients = new ArrayList<>();

    private static Handler handler(boolean closes) {
        return (ctx, connection) -> event -> {
            switch (event) {
                case Received(var data) -> connection.tell(new Write(data));
                case Draining draining -> {
                    connection.tell(new Write(ByteString.utf8("bye")));
                    if (closes) {
                        connection.tell(new Close());
                    }
                }
                default -> {
                }
            }
        };
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        tcp.close();
    }

    private Tcp.Bound serve(Handler handler, AcceptSettings settings, int count) throws IOException {
        Tcp.Bound bound = tcp.bind(handler, BindSettings.DEFAULT.accepting(settings));
        for (int i = 0; i < count; i++) {
            Socket client = client(bound.local());
            clients.add(client);
            assertEquals("in", echoed(client, "in"));
        }
        return bound;
    }

    private void expectByeAndEnd() throws IOException {
        for (Socket client : clients) {
            assertEquals("bye", receive(client, 100));
        }
    }

    @Test
    void shouldLetHandlersFinishAndTellWhenAllHave() throws IOException {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT, 5);

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        tcp.binder.expect(new Tcp.Unbound(bound.local(), null));
        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(0));
        drained.watch(bound.listener()).expect(Terminated.class);
        drained.expectNothing();
        tcp.binder.expectNothing();
        assertThrows(IOException.class, () -> client(bound.local()));
    }

    @Test
    void shouldFreeTheAddressAtOnceAndWaitForTheConnections() throws IOException {
        Tcp.Bound bound = serve(ECHO, AcceptSettings.DEFAULT, 2);

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        tcp.binder.expect(new Tcp.Unbound(bound.local(), null));
        tcp.bind(tcp.binder, bound.local());
        assertEquals("still in", echoed(clients.get(0), "still in"));
        assertEquals(2, tcp.figures(bound).open());
        clients.get(0).close();
        tcp.awaitOpen(bound, 1);
        drained.expectNothing();
        clients.get(1).close();
        drained.expect(new Tcp.Drained(0));
    }

    @Test
    void shouldFlushAndCloseWhatIsLeftWhenTheTimeIsOver() throws IOException {
        Tcp.Bound bound = serve(STUBBORN, AcceptSettings.DEFAULT, 3);

        bound.listener().tell(new Tcp.Drain(Duration.ofMillis(50), drained.ref()));

        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(3));
        drained.expectNothing();
    }

    @Test
    void shouldTellTheHandlerWhyItsConnectionWasClosed() throws IOException {
        Tcp.Bound bound = tcp.bind();
        clients.add(client(bound.local()));
        Probe<Connection.Event> handler = tcp.register(tcp.binder.expect(Tcp.Connected.class));
        bound.listener().tell(new Tcp.Drain(LONG, null));
        assertTrue(handler.expect(Draining.class).left().compareTo(LONG) <= 0);

        bound.listener().tell(new Tcp.Drain(Duration.ZERO, drained.ref()));

        assertEquals(-1, clients.get(0).getInputStream().read());
        clients.get(0).close();
        Connection.Closed closed = handler.expect(Connection.Closed.class);
        assertInstanceOf(SocketTimeoutException.class,
            assertInstanceOf(Connection.Reason.ByError.class, closed.reason()).cause());
        drained.expect(new Tcp.Drained(1));
    }

    /** The peer takes nothing, and the settings would let it do so for ever. */
    @Test
    void shouldResetWhatCanNotBeFlushedSoonAfterTheDeadline() throws IOException {
        ConnectionSettings patient = ConnectionSettings.DEFAULT.flushWithin(Duration.ZERO).stall(Duration.ZERO);
        Tcp.Bound bound = tcp.bind((ctx, connection) -> {
            connection.tell(new Write(ByteString.copyOf(new byte[1 << 26])));
            return event -> {
            };
        }, BindSettings.DEFAULT.connection(patient));
        clients.add(client(bound.local()));
        assertEquals(0, clients.get(0).getInputStream().read());

        bound.listener().tell(new Tcp.Drain(Duration.ZERO, drained.ref()));

        drained.expect(new Tcp.Drained(1));
        assertThrows(IOException.class, () -> clients.get(0).getInputStream().readAllBytes());
    }

    @Test
    void shouldAnswerEachDrainOnceAtTheFirstDeadline() throws IOException {
        Tcp.Bound bound = serve(ECHO, AcceptSettings.DEFAULT, 1);
        Probe<Tcp.Drained> other = Probe.in(tcp.system);
        Probe<Tcp.Unbound> unbinder = Probe.in(tcp.system);

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));
        bound.listener().tell(new Tcp.Drain(Duration.ofMillis(20), other.ref()));
        bound.listener().tell(new Tcp.Drain(LONG, null));
        bound.listener().tell(new Tcp.Unbind(unbinder.ref()));

        unbinder.expect(new Tcp.Unbound(bound.local(), null));
        assertEquals(-1, clients.get(0).getInputStream().read());
        clients.get(0).close();
        drained.expect(new Tcp.Drained(1));
        other.expect(new Tcp.Drained(1));
        drained.expectNothing();
        other.expectNothing();
    }

    @Test
    void shouldBeDrainedAtOnceIfThereIsNobody() {
        Tcp.Bound bound = tcp.bind();

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        drained.expect(new Tcp.Drained(0));
        tcp.binder.expect(Tcp.Unbound.class);
    }

    /** Far more than the slots that a loop has at hand. */
    @Test
    void shouldServeAllWhoWaitInTheQueueHoweverManyThereAre() throws Exception {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT, 0);
        bound.listener().tell(new Tcp.SuspendAccepting());
        tcp.figures(bound);
        for (int i = 0; i < 500; i++) {
            clients.add(client(bound.local()));
        }
        bound.listener().tell(new Tcp.ResumeAccepting());
        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(0));
    }

    /** Whoever the kernel has let in already is not reset. */
    @Test
    void shouldServeThoseWhoWaitInTheQueue() throws Exception {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT, 0);
        CountDownLatch block = new CountDownLatch(1);
        for (Loop loop : tcp.system.loops()) {
            loop.execute(() -> awaitQuietly(block));
        }
        for (int i = 0; i < 40; i++) {
            clients.add(client(bound.local()));
        }
        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));
        block.countDown();

        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(0));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldCloseThoseWhoCameLastTooWhenThereIsNoTime() throws Exception {
        Tcp.Bound bound = serve(ECHO, AcceptSettings.DEFAULT, 0);
        CountDownLatch block = new CountDownLatch(1);
        for (Loop loop : tcp.system.loops()) {
            loop.execute(() -> awaitQuietly(block));
        }
        for (int i = 0; i < 40; i++) {
            clients.add(client(bound.local()));
        }
        bound.listener().tell(new Tcp.Drain(Duration.ZERO, drained.ref()));
        block.countDown();

        for (Socket client : clients) {
            assertEquals(-1, client.getInputStream().read());
            client.close();
        }
        drained.expect(new Tcp.Drained(40));
    }

    @Test
    void shouldDrainWhatWasUnboundBefore() throws IOException {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT, 2);
        Tcp.unbind(tcp.system, bound).join();
        assertEquals("in", echoed(clients.get(0), "in"));

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(0));
        drained.watch(bound.listener()).expect(Terminated.class);
    }

    /** Whoever is on the way from the listener to a loop when the address is free still finds somebody to make its handler. */
    @Test
    void shouldMakeHandlersForThoseWhoCameLast() throws Exception {
        for (int round = 0; round < 20; round++) {
            Tcp.Bound bound = Tcp.bind(tcp.system, ANY, POLITE).join();
            for (int i = 0; i < 20; i++) {
                clients.add(client(bound.local()));
            }

            CompletableFuture<Tcp.Drained> future = Tcp.drain(tcp.system, bound, LONG);

            expectByeAndEnd();
            for (Socket client : clients) {
                client.close();
            }
            clients.clear();
            assertEquals(new Tcp.Drained(0), future.join());
        }
        tcp.awaitCount("bind :0", 0);
    }

    @Test
    void shouldTellAHandlerThatComesLater() throws IOException {
        Tcp.Bound bound = tcp.bind();
        clients.add(client(bound.local()));
        Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));
        tcp.binder.expect(Tcp.Unbound.class);

        Probe<Connection.Event> first = tcp.register(connected);
        first.expect(Draining.class);
        Probe<Connection.Event> second = tcp.register(connected);
        second.expect(Draining.class);
        first.expectNothing();
        second.expectNothing();

        connected.connection().tell(new Connection.Abort());
        drained.expect(new Tcp.Drained(0));
    }

    @Test
    void shouldTellEachHandlerOnceAlthoughOthersAreDrainedMeanwhile() throws IOException {
        Tcp.Bound one = tcp.bind();
        Tcp.Bound other = tcp.bind();
        Tcp.Bound third = tcp.bind();
        List<Probe<Connection.Event>> handlers = new ArrayList<>();
        for (Tcp.Bound bound : List.of(one, other, third)) {
            clients.add(client(bound.local()));
            handlers.add(tcp.register(tcp.binder.expect(Tcp.Connected.class)));
        }

        one.listener().tell(new Tcp.Drain(LONG, drained.ref()));
        other.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        handlers.get(0).expect(Draining.class);
        handlers.get(1).expect(Draining.class);
        handlers.forEach(Probe::expectNothing);
        drained.expectNothing();
    }

    @Test
    void shouldDrainAllListenersOfABind() throws IOException {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT.shards(AcceptSettings.ALL_LOOPS), 16);

        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));

        expectByeAndEnd();
        for (Socket client : clients) {
            client.close();
        }
        drained.expect(new Tcp.Drained(0));
        tcp.binder.expect(Tcp.Unbound.class);
    }

    @Test
    void shouldAnswerWhenItIsCutShort() throws IOException {
        Tcp.Bound bound = serve(ECHO, AcceptSettings.DEFAULT, 1);
        bound.listener().tell(new Tcp.Drain(LONG, drained.ref()));
        tcp.binder.expect(Tcp.Unbound.class);

        tcp.system.kill(bound.listener()).join();

        drained.expect(new Tcp.Drained(1));
        assertEquals("alive", echoed(clients.get(0), "alive"));
    }

    @Test
    void shouldDrainWithoutAnActorOfOnesOwn() throws IOException {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, POLITE).join();
        clients.add(client(bound.local()));
        assertEquals("in", echoed(clients.get(0), "in"));

        CompletableFuture<Tcp.Drained> future = Tcp.drain(tcp.system, bound, LONG);

        expectByeAndEnd();
        clients.get(0).close();
        assertEquals(new Tcp.Drained(0), future.join());
        tcp.awaitCount("bind :0", 0);
        CompletionException late = assertThrows(CompletionException.class,
            () -> Tcp.drain(tcp.system, bound, LONG).join());
        assertInstanceOf(AskFailedException.class, late.getCause());
    }

    @Test
    void shouldNameTheArgumentThatIsWrong() {
        for (Throwable failure : List.of(
            assertThrows(IllegalArgumentException.class, () -> new Tcp.Drain(Duration.ofNanos(-1), null)),
            assertThrows(IllegalArgumentException.class, () -> new Tcp.Accept(0)),
            assertThrows(NullPointerException.class, () -> new Tcp.Inspect(null)),
            assertThrows(NullPointerException.class, () -> BindSettings.DEFAULT.accepting(null)))) {
            assertTrue(failure.getMessage().matches("(within|count|replyTo|accepting)\\b.*"), failure.getMessage());
        }
    }

    @Test
    void shouldWaitForEver() throws IOException {
        Tcp.Bound bound = serve(POLITE, AcceptSettings.DEFAULT, 1);

        CompletableFuture<Tcp.Drained> forEver = Tcp.drain(tcp.system, bound, Duration.ofSeconds(Long.MAX_VALUE));

        assertEquals(new Tcp.Drained(0), forEver.join());
    }
}
