package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Stop;
import dev.sluice.testkit.Probe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The manager ends while binds and connects are in every stage: each is answered, soon, and nothing listens on. */
class ManagerEndTest {
    private static final int TIMES = 40;

    private final TcpFixture tcp = new TcpFixture();
    private final List<Probe<Tcp.Event>> binders = new ArrayList<>();
    private final List<Probe<Tcp.Event>> connectors = new ArrayList<>();
    private final List<CompletableFuture<?>> futures = new ArrayList<>();

    @AfterEach
    void close() {
        tcp.close();
    }

    @Test
    void eachCommandIsAnsweredWhenItIsKilled() throws Exception {
        endAgainAndAgain(tcp.system::kill);
    }

    @Test
    void eachCommandIsAnsweredWhenItIsStopped() throws Exception {
        endAgainAndAgain(tcp.system::stop);
    }

    /** Each time a little later. */
    private void endAgainAndAgain(Function<ActorRef<?>, CompletableFuture<Stop>> end) throws Exception {
        try (ServerSocket server = new ServerSocket(0, TIMES, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < TIMES; i++) {
                ActorRef<Tcp.Command> manager = Tcp.get(tcp.system);
                command(manager, (InetSocketAddress) server.getLocalSocketAddress());
                long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(20L * i);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                // A bind that waited for a listener that never comes would be held for 10 s.
                end.apply(manager).get(8, TimeUnit.SECONDS);
            }
        }
        binders.forEach(ManagerEndTest::expectItsEnd);
        connectors.forEach(connector -> connector.expect(Tcp.Event.class));
        futures.forEach(future -> future.handle((bound, failure) -> null).orTimeout(20, TimeUnit.SECONDS).join());
        // The last bind of the kind that answers with a future may have come late, and have started another manager.
        end.apply(Tcp.get(tcp.system)).get(8, TimeUnit.SECONDS);
        tcp.awaitCount("listener :0", 0);
        tcp.awaitCount("binding :0", 0);
    }

    private void command(ActorRef<Tcp.Command> manager, InetSocketAddress server) {
        Probe<Tcp.Event> binder = Probe.in(tcp.system);
        Probe<Tcp.Event> connector = Probe.in(tcp.system);
        binders.add(binder);
        connectors.add(connector);
        manager.tell(new Tcp.Bind(ANY, binder.ref()));
        manager.tell(new Tcp.Connect(server, connector.ref()));
        futures.add(Tcp.bind(tcp.system, ANY, TcpFixture.ECHO));
    }

    private static void expectItsEnd(Probe<Tcp.Event> binder) {
        Tcp.Event answer = binder.expect(Tcp.Event.class);
        if (answer instanceof Tcp.Bound) {
            binder.expect(Tcp.Unbound.class);
        } else {
            assertSame(Tcp.CommandFailed.class, answer.getClass());
        }
        binder.expectNothing();
    }
}
