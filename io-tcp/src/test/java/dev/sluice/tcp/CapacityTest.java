package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.ECHO;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.CapacityException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final int LIMIT = 4;

    private final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.maxConnections(LIMIT));

    @AfterEach
    void close() {
        tcp.close();
    }

    @Test
    void shouldFailToConnectAtTheLimitAndConnectAgainBelowIt() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            InetSocketAddress remote = (InetSocketAddress) server.getLocalSocketAddress();
            List<Tcp.Connected> all = new ArrayList<>();
            for (int i = 0; i < LIMIT; i++) {
                all.add(connect(remote));
            }

            Exception cause = tcp.fails(new Tcp.Connect(remote, tcp.binder.ref())).cause();
            assertEquals(LIMIT, assertInstanceOf(CapacityException.class, cause).limit());
            assertTrue(cause.getMessage().contains("" + LIMIT), cause.getMessage());

            Probe<Connection.Closed> closed = Probe.in(tcp.system);
            all.get(0).connection().tell(new Connection.Abort(closed.ref()));
            closed.expect(Connection.Closed.class);
            connect(remote);
        }
    }

    private Tcp.Connected connect(InetSocketAddress remote) {
        tcp.manager.tell(new Tcp.Connect(remote, tcp.binder.ref()));
        return tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldAcceptNobodyAtTheLimitAndGoOnBelowIt() throws IOException {
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            clients.add(client(bound.local()));
            assertEquals("in", echoed(clients.get(i), "in"));
        }
        try (Socket waits = client(bound.local())) {
            TcpFixture.send(waits, "let me in");
            tcp.awaitCount("connection", LIMIT);

            clients.remove(0).close();

            assertEquals("let me in", TcpFixture.receive(waits, "let me in".length()));
        }
        for (Socket client : clients) {
            assertEquals("still in", echoed(client, "still in"));
            client.close();
        }
    }

    @Test
    void shouldServeFarMoreThanTheLimitOneAfterTheOtherAndDropNobody() throws Exception {
        Tcp.Bound one = tcp.bind(ECHO, BindSettings.DEFAULT);
        Tcp.Bound other = tcp.bind(ECHO, BindSettings.DEFAULT);
        List<Callable<String>> visits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            InetSocketAddress server = (i % 2 == 0 ? one : other).local();
            String text = "visit " + i;
            visits.add(() -> {
                try (Socket client = client(server)) {
                    return text.equals(echoed(client, text)) ? "served" : "not served";
                }
            });
        }
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> visit : visitors.invokeAll(visits)) {
                assertEquals("served", visit.get());
            }
        }
        tcp.awaitCount("connection", 0);
    }

    @Test
    void shouldServeAListenerAndConnectsFromTheSameSlots() throws IOException {
        Tcp.Bound bound = tcp.bind();
        tcp.manager.tell(new Tcp.Connect(bound.local(), tcp.binder.ref()));
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expect(Tcp.Connected.class);
        tcp.manager.tell(new Tcp.Connect(bound.local(), tcp.binder.ref()));
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expect(Tcp.Connected.class);

        Exception cause = tcp.fails(new Tcp.Connect(bound.local(), tcp.binder.ref())).cause();

        assertInstanceOf(CapacityException.class, cause);
    }

    @Test
    void shouldGetAllSlotsBackFromASelectorThatWasKilled() throws IOException {
        Tcp.Bound bound = Tcp.bind(tcp.system, ANY, ECHO).join();
        for (int round = 0; round < 3; round++) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < LIMIT; i++) {
                clients.add(client(bound.local()));
                assertEquals("in", echoed(clients.get(i), "in"));
            }
            tcp.system.kill(tcp.find("selector-1")).join();
            await().until(() -> tcp.count("selector-1") == 1 && tcp.count("connection") == LIMIT / 2);
            for (Socket client : clients) {
                client.close();
            }
            tcp.awaitCount("connection", 0);
        }
    }
}
