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

import dev.sluice.actor.ShutdownPhase;
import dev.sluice.actor.ShutdownReport;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Draining;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.StreamBind;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a system's termination does to binds. */
class TcpShutdownTest {
    private static final Handler POLITE = (ctx, connection) -> event -> {
        switch (event) {
            case Received(var data) -> connection.tell(new Write(data));
            case Draining draining -> {
                connection.tell(new Write(ByteString.utf8("bye")));
                connection.tell(new Close());
            }
            default -> {
            }
        }
    };

    private final TcpFixture tcp = new TcpFixture();
    private final BlockingQueue<Tcp.Event> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        tcp.close();
    }

    private Tcp.Bound bind(Handler handler, AcceptSettings settings) throws InterruptedException {
        tcp.system.spawn(Tcp.Event.class, Spec.named("binder"), ctx -> {
            tcp.manager.tell(new Tcp.Bind(ANY, ctx.self(), Handlers.in(ctx, handler),
                BindSettings.DEFAULT.accepting(settings)));
            return told::add;
        });
        return assertInstanceOf(Tcp.Bound.class, told.poll(20, TimeUnit.SECONDS));
    }

    private void terminate() {
        ShutdownReport report = tcp.system.terminate().join();
        assertTrue(report.isClean(), report.toString());
    }

    @Test
    void shouldUnbindBeforeAnythingElseIsStopped() throws Exception {
        Tcp.Bound bound = bind(ECHO, AcceptSettings.DEFAULT.shards(2));
        CompletableFuture<Boolean> isFree = new CompletableFuture<>();
        tcp.system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "test", () -> isFree.completeAsync(
            () -> assertThrows(IOException.class, () -> client(bound.local())) != null));

        terminate();

        assertTrue(isFree.join());
        assertEquals(new Tcp.Unbound(bound.local(), null), told.poll());
    }

    @Test
    void shouldDrainBeforeAnythingElseIsStopped() throws Exception {
        Tcp.Bound bound = bind(POLITE, AcceptSettings.DEFAULT.finishWithin(Duration.ofMinutes(10)));
        CompletableFuture<ShutdownReport> terminated;
        try (Socket client = client(bound.local())) {
            assertEquals("in", echoed(client, "in"));

            terminated = tcp.system.terminate();

            assertEquals("bye", receive(client, 100));
        }
        assertTrue(terminated.join().isClean(), terminated.join().toString());
        assertEquals(new Tcp.Unbound(bound.local(), null), told.poll());
    }

    @Test
    void shouldNotWaitForHandlersLongerThanItWasTold() throws Exception {
        Tcp.Bound bound = bind(ECHO, AcceptSettings.DEFAULT.finishWithin(Duration.ofMillis(20)));
        CompletableFuture<ShutdownReport> terminated;
        try (Socket client = client(bound.local())) {
            assertEquals("in", echoed(client, "in"));

            terminated = tcp.system.terminate();

            assertEquals(-1, client.getInputStream().read());
        }
        assertTrue(terminated.join().isClean(), terminated.join().toString());
    }

    @Test
    void b117_shouldNotThrowWhenItIsUnboundAfterTheSystemHasEnded() throws Exception {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, ECHO).join();
        terminate();

        Tcp.unbind(tcp.system, bound).join();
        bound.listener().tell(new Tcp.Unbind());

        CompletableFuture<Tcp.Drained> late = Tcp.drain(tcp.system, bound, Duration.ZERO);
        assertThrows(CompletionException.class, late::join);
    }

    @Test
    void shouldBindNothingNewWhenTheSystemEnds() throws Exception {
        tcp.bind();
        CompletableFuture<Tcp.Bound> late = new CompletableFuture<>();
        tcp.system.onShutdown(ShutdownPhase.FINISH_REQUESTS, "test", () -> {
            Tcp.bind(tcp.system, ANY, ECHO).whenComplete((bound, failure) -> late.completeExceptionally(failure));
            return late.handle((bound, failure) -> null);
        });

        terminate();

        CompletionException failure = assertThrows(CompletionException.class, late::join);
        assertInstanceOf(IllegalStateException.class, failure.getCause());
    }

    @Test
    void shouldFailTheFutureWhenTheSystemHasEnded() throws Exception {
        terminate();

        for (CompletableFuture<?> late : List.of(Tcp.bind(tcp.system, ANY, ECHO),
            Tcp.connect(tcp.system, ANY, ECHO))) {
            CompletionException failure = assertThrows(CompletionException.class, late::join);
            assertInstanceOf(IllegalStateException.class, failure.getCause());
        }
    }

    /** Otherwise each would be told to unbind. */
    @Test
    void shouldLeaveNothingForTheShutdownToDoWhenListenersComeAndGo() {
        for (int i = 0; i < 20; i++) {
            tcp.bind(AcceptSettings.DEFAULT.finishWithin(Duration.ofSeconds(5))).listener().tell(new Tcp.Unbind());
            tcp.binder.expect(Tcp.Unbound.class);
        }
        tcp.awaitCount("binding :0", 0);
        Queue<Object> lost = new ConcurrentLinkedQueue<>();
        tcp.system.onDeadLetter(letter -> {
            if (letter.message() instanceof StreamBind.Command command) {
                lost.add(command);
            }
        });

        terminate();

        assertTrue(lost.isEmpty(), lost.toString());
    }
}
