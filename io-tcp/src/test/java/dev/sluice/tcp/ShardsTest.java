package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several listeners at one port, which are one for their users. Which of them the kernel chooses is its own affair. */
class ShardsTest {
    private static final BindSettings ALL = BindSettings.DEFAULT
        .accepting(AcceptSettings.DEFAULT.shards(AcceptSettings.ALL_LOOPS));
    private static final String LISTENER = "listener :0";

    private final TcpFixture tcp = new TcpFixture();
    private final Set<Loop> loops = ConcurrentHashMap.newKeySet();
    private final Handler echo = (ctx, connection) -> {
        loops.add(ctx.loop());
        return event -> {
            if (event instanceof Received(var data)) {
                connection.tell(new Write(data));
            }
        };
    };

    @BeforeEach
    void onLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "sockets that share a port share its load");
    }

    @AfterEach
    void close() {
        tcp.close();
    }

    private Tcp.Bound bind(InetSocketAddress local, BindSettings settings) {
        tcp.manager.tell(new Tcp.Bind(local, tcp.binder.ref(), tcp.handlers(echo), settings));
        return tcp.binder.expect(Tcp.Bound.class);
    }

    @Test
    void shouldListenOnAllLoopsAtThePortThatTheFirstHasChosen() throws IOException {
        Tcp.Bound bound = bind(ANY, ALL);
        assertEquals(2, tcp.count(LISTENER));
        tcp.binder.expectNothing();

        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Socket client = client(bound.local());
            clients.add(client);
            assertEquals("hello", echoed(client, "hello"));
        }

        assertEquals(Set.copyOf(tcp.system.loops()), loops);
        assertEquals(64, tcp.figures(bound).accepted());
        for (Socket client : clients) {
            client.close();
        }
        tcp.awaitOpen(bound, 0);
    }

    @Test
    void b116_shouldUnbindAllAndBindAgainAtOnce() {
        Tcp.Bound bound = bind(ANY, ALL);
        for (int i = 0; i < 100; i++) {
            Probe<Tcp.Unbound> asker = Probe.in(tcp.system);
            bound.listener().tell(new Tcp.Unbind(asker.ref()));
            tcp.binder.expect(new Tcp.Unbound(bound.local(), null));
            asker.expect(new Tcp.Unbound(bound.local(), null));
            asker.watch(bound.listener()).expect(Terminated.class);
            bound = bind(bound.local(), i % 2 == 0 ? BindSettings.DEFAULT : ALL);
        }
        tcp.binder.expectNothing();
    }

    @Test
    void shouldEndAsAWholeWhenOneListenerEnds() {
        Tcp.Bound bound = bind(ANY, ALL);

        tcp.system.kill(tcp.find(LISTENER)).join();

        assertNotNull(tcp.binder.expect(Tcp.Unbound.class).cause());
        tcp.awaitCount(LISTENER, 0);
        tcp.bind(tcp.binder, bound.local());
    }

    @Test
    void b116_shouldNotShareThePortWithAnotherBindByMistake() {
        InetSocketAddress taken = bind(ANY, ALL).local();
        for (BindSettings settings : List.of(ALL, BindSettings.DEFAULT)) {
            Tcp.Bind second = new Tcp.Bind(taken, tcp.binder.ref(), null, settings);

            tcp.manager.tell(second);

            Tcp.CommandFailed failed = tcp.binder.expect(Tcp.CommandFailed.class);
            assertEquals(second, failed.command());
            assertInstanceOf(BindException.class, failed.cause());
            assertTrue(failed.cause().getMessage().contains("127.0.0.1:" + taken.getPort()),
                failed.cause().getMessage());
        }
        assertEquals(2, tcp.count(LISTENER));
    }

    @Test
    void shouldShareThePortWithAnotherBindIfItIsToldTo() {
        BindSettings shared = ALL.options(SocketOptions.NONE.with(StandardSocketOptions.SO_REUSEPORT, true));

        InetSocketAddress local = bind(ANY, shared).local();

        assertEquals(local, bind(local, shared).local());
    }

    @Test
    void shouldCountItsLimitOverAllListeners() throws IOException {
        Tcp.Bound bound = bind(ANY, BindSettings.DEFAULT.accepting(ALL.accepting().maxConnections(3)));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Socket client = client(bound.local());
            TcpFixture.send(client, "x");
            clients.add(client);
        }
        tcp.binder.expect(Tcp.AcceptPaused.class);
        tcp.awaitOpen(bound, 3);

        while (!clients.isEmpty()) {
            List<Socket> served = clients.stream().filter(ShardsTest::isServed).toList();
            assertTrue(served.size() <= 3, served.size() + " are in");
            for (Socket client : served) {
                client.close();
            }
            clients.removeAll(served);
            int left = clients.size();
            await().until(() -> tcp.figures(bound).accepted() == Math.min(12, 12 - left + 3));
        }
        tcp.awaitOpen(bound, 0);
    }

    private static boolean isServed(Socket client) {
        try {
            return client.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void b53_shouldShareWhatIsAskedForAmongTheListeners() throws IOException {
        Tcp.Bound bound = bind(ANY, BindSettings.DEFAULT.accepting(ALL.accepting().onDemand(true)));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            clients.add(client(bound.local()));
        }
        for (int wanted = 1; wanted <= 16; wanted++) {
            bound.listener().tell(new Tcp.Accept(1));
            int expected = wanted;
            await().until(() -> tcp.figures(bound).accepted() == expected);
        }
        for (Socket client : clients) {
            assertEquals("in", echoed(client, "in"));
            client.close();
        }
    }

    @Test
    void shouldShareThePortWithNobodyIfThatIsSaid() {
        BindSettings alone = ALL.options(SocketOptions.NONE.with(StandardSocketOptions.SO_REUSEPORT, false));
        Tcp.Bind second = new Tcp.Bind(bind(ANY, alone).local(), tcp.binder.ref(), null, alone);

        tcp.manager.tell(second);

        assertInstanceOf(BindException.class, tcp.binder.expect(Tcp.CommandFailed.class).cause());
    }

    /** All connections of one loop end. If they were free to go, all that come then would live there. */
    @Test
    void shouldKeepConnectionsOnTheLoopThatAcceptedThem() throws IOException {
        Map<Integer, Loop> loopOf = new ConcurrentHashMap<>();
        Handler noting = (ctx, connection) -> {
            return event -> {
                if (event instanceof Received(var data)) {
                    loopOf.put(data.byteAt(0) & 0xff, ctx.loop());
                    connection.tell(new Write(data));
                }
            };
        };
        Tcp.Bound bound = tcp.bind(noting, ALL);
        Loop full = tcp.system.loops().get(1);
        Map<Integer, Socket> clients = open(bound, 0, 120);
        int stay = 0;
        for (Map.Entry<Integer, Socket> one : clients.entrySet()) {
            if (loopOf.get(one.getKey()) == full) {
                stay++;
            } else {
                one.getValue().close();
            }
        }
        tcp.awaitOpen(bound, stay);

        clients.putAll(open(bound, 120, 160));

        assertTrue(loopOf.entrySet().stream().anyMatch(one -> one.getKey() >= 120 && one.getValue() == full),
            "all are elsewhere");
        for (Socket client : clients.values()) {
            client.close();
        }
    }

    /** Each client sends its number. */
    private static Map<Integer, Socket> open(Tcp.Bound bound, int from, int to) throws IOException {
        Map<Integer, Socket> clients = new HashMap<>();
        for (int i = from; i < to; i++) {
            Socket client = client(bound.local());
            clients.put(i, client);
            client.getOutputStream().write(i);
            assertEquals(i, client.getInputStream().read());
        }
        return clients;
    }
}
