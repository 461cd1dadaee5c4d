package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.ANY;
import static dev.sluice.tcp.TcpFixture.ECHO;
import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.AddressFilter;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.ListenerFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a listener lets connections in. */
class AcceptingTest {
    private final TcpFixture tcp = new TcpFixture();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        tcp.close();
    }

    private void connect(Tcp.Bound bound, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            clients.add(client(bound.local()));
        }
    }

    /** The next ones. What a connection and what its listener tell comes in any order, from several loops. */
    private static List<Tcp.Event> told(TcpFixture on, int count) {
        return Stream.generate(() -> on.binder.expect(Tcp.Event.class)).limit(count).toList();
    }

    private static <E extends Tcp.Event> List<E> only(Class<E> type, List<Tcp.Event> told) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    // ---- as many as come ----

    @Test
    void b37_b50_shouldTellTheBinderWhereItListens() throws IOException {
        int free = tcp.bind().local().getPort();
        tcp.close();
        try (TcpFixture other = new TcpFixture()) {
            InetSocketAddress asked = new InetSocketAddress("127.0.0.1", free);

            assertEquals(asked, other.bind(other.binder, asked).local());
        }
    }

    @Test
    void b51_b52_shouldGoOnWithTheNextEventWhenABatchIsFull() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.batch(2));
        connect(bound, 7);

        for (int i = 0; i < 7; i++) {
            tcp.binder.expect(Tcp.Connected.class);
        }
        assertEquals(7, tcp.figures(bound).accepted());
    }

    // ---- as many as are asked for ----

    @Test
    void b49_b53_shouldAcceptOnlyAsManyAsWereAskedFor() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.onDemand(true));
        connect(bound, 4);
        tcp.binder.expectNothing();

        bound.listener().tell(new Tcp.Accept(1));
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expectNothing();

        bound.listener().tell(new Tcp.Accept(2));
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expectNothing();
        assertEquals(new ListenerFigures(3, 3, 0, 0, 0, 0, 0), tcp.figures(bound));
    }

    @Test
    void b53_shouldAddUpWhatIsAskedForInAdvance() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.onDemand(true));
        bound.listener().tell(new Tcp.Accept(1));
        bound.listener().tell(new Tcp.Accept(2));

        connect(bound, 4);

        for (int i = 0; i < 3; i++) {
            tcp.binder.expect(Tcp.Connected.class);
        }
        tcp.binder.expectNothing();
    }

    @Test
    void b103_shouldEchoWithOneAcceptedAndOneReadAtATime() throws IOException {
        BindSettings pulled = BindSettings.DEFAULT.accepting(AcceptSettings.DEFAULT.onDemand(true))
            .connection(ConnectionSettings.DEFAULT.reading(ConnectionSettings.Reading.PULL));
        Tcp.Bound bound = tcp.bind((ctx, connection) -> {
            Connection.Ack<Connection.Event> next = new Connection.Ack<>(ctx.self(), new Next());
            connection.tell(new Connection.Pull(1));
            return event -> {
                switch (event) {
                    case Received(var data) -> connection.tell(new Connection.Write(data, next));
                    case Next go -> connection.tell(new Connection.Pull(1));
                    default -> {
                    }
                }
            };
        }, pulled);
        connect(bound, 3);
        for (Socket client : clients) {
            bound.listener().tell(new Tcp.Accept(1));
            assertEquals("hello", echoed(client, "hello"));
            assertEquals("again", echoed(client, "again"));
        }
        assertEquals(3, tcp.figures(bound).accepted());
    }

    private record Next() implements Connection.Extension {}

    @Test
    void shouldAcceptNobodyWhileItIsSuspended() throws IOException {
        Tcp.Bound bound = tcp.bind();
        bound.listener().tell(new Tcp.SuspendAccepting());
        assertEquals(0, tcp.figures(bound).accepted());
        connect(bound, 2);
        tcp.binder.expectNothing();

        bound.listener().tell(new Tcp.ResumeAccepting());

        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expect(Tcp.Connected.class);
    }

    @Test
    void shouldAcceptAllWhoComeHoweverManyAreAskedForIfItIsNotOnDemand() throws IOException {
        Tcp.Bound bound = tcp.bind();
        bound.listener().tell(new Tcp.Accept(1));

        connect(bound, 3);

        for (int i = 0; i < 3; i++) {
            tcp.binder.expect(Tcp.Connected.class);
        }
    }

    // ---- limits ----

    @Test
    void shouldLetNobodyInBeyondItsLimitAndDropNobody() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.maxConnections(2));
        connect(bound, 4);
        List<Tcp.Event> told = told(tcp, 3);
        List<Tcp.Connected> in = new ArrayList<>(only(Tcp.Connected.class, told));
        CapacityException cause = assertInstanceOf(CapacityException.class,
            only(Tcp.AcceptPaused.class, told).get(0).cause());
        assertEquals(CapacityException.Kind.BIND, cause.kind());
        assertEquals(2, cause.limit());
        tcp.binder.expectNothing();

        for (int i = 0; i < 2; i++) {
            tcp.abort(in.get(i));
            in.add(tcp.binder.expect(Tcp.Connected.class));
            assertEquals(2, tcp.figures(bound).open());
        }

        assertEquals(new Tcp.AcceptResumed(bound.local()), tcp.binder.expect(Tcp.AcceptResumed.class));
        assertEquals(new ListenerFigures(4, 2, 0, 0, 0, 0, 1), tcp.figures(bound));
    }

    @Test
    void shouldCountForItsLimitOnlyItsOwn() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.maxConnections(1));
        Tcp.Bound other = tcp.bind(AcceptSettings.DEFAULT.maxConnections(1));

        connect(bound, 1);
        connect(other, 1);

        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expect(Tcp.Connected.class);
        tcp.binder.expectNothing();
    }

    /** Each second at most one pair of events, however many come and go. */
    @Test
    void shouldTellOnceOfAnEpisodeInWhichItHoversAtTheLimit() throws IOException {
        long begin = System.nanoTime();
        Tcp.Bound bound = tcp.bind(ECHO, BindSettings.DEFAULT.accepting(AcceptSettings.DEFAULT.maxConnections(1)));
        Socket inside = client(bound.local());
        for (int i = 0; i < 50; i++) {
            assertEquals("in", echoed(inside, "in"));
            Socket next = client(bound.local());
            inside.close();
            inside = next;
        }
        assertEquals("in", echoed(inside, "in"));
        inside.close();

        long pauses = tcp.figures(bound).pauses();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertTrue(pauses <= 1 + seconds, pauses + " pauses in " + seconds + " s");
    }

    @Test
    void shouldTellTheBinderThatTheTransportIsFull() throws IOException {
        try (TcpFixture small = new TcpFixture(TcpSettings.DEFAULT.maxConnections(2))) {
            Tcp.Bound bound = small.bind();
            connect(bound, 3);
            List<Tcp.Event> told = told(small, 3);
            Tcp.Connected one = only(Tcp.Connected.class, told).get(0);
            CapacityException cause = assertInstanceOf(CapacityException.class,
                only(Tcp.AcceptPaused.class, told).get(0).cause());
            assertEquals(CapacityException.Kind.TRANSPORT, cause.kind());
            assertEquals(2, cause.limit());

            small.abort(one);

            small.binder.expect(Tcp.Connected.class);
            small.binder.expect(Tcp.AcceptResumed.class);
        }
    }

    /** One that begins to wait while another one of the loop does is not told less. */
    @Test
    void shouldTellEachBinderThatTheTransportIsFull() throws IOException {
        try (TcpFixture small = new TcpFixture(TcpSettings.DEFAULT.maxConnections(1))) {
            List<Tcp.Bound> all = List.of(small.bind(), small.bind(), small.bind());
            connect(all.get(0), 1);
            Tcp.Connected one = small.binder.expect(Tcp.Connected.class);
            for (Tcp.Bound bound : all) {
                connect(bound, 1);
                assertEquals(bound.local(), small.binder.expect(Tcp.AcceptPaused.class).local());
            }
            small.abort(one);
            small.binder.await(Tcp.Connected.class, any -> true);
        }
    }

    @Test
    void shouldAcceptSoManyInASecondAndDropNobody() throws IOException {
        long begin = System.nanoTime();
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.rate(5, 2));
        connect(bound, 6);
        List<Tcp.Event> told = told(tcp, 7);
        assertEquals(6, only(Tcp.Connected.class, told).size());
        Exception cause = only(Tcp.AcceptPaused.class, told).get(0).cause();
        assertEquals(CapacityException.Kind.RATE, assertInstanceOf(CapacityException.class, cause).kind());

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= 4 * 200, "6 in " + millis + " ms");
        tcp.binder.expect(Tcp.AcceptResumed.class);
        assertEquals(new ListenerFigures(6, 6, 0, 0, 0, 0, 1), tcp.figures(bound));
    }

    // ---- from where ----

    private static Socket clientAt(String address, Tcp.Bound bound) throws IOException {
        Socket client = new Socket();
        client.setSoTimeout((int) Probe.PATIENCE.toMillis());
        client.bind(new InetSocketAddress(address, 0));
        client.connect(bound.local());
        return client;
    }

    @Test
    void shouldResetWhoIsNotAllowedAndTellNobody() throws IOException {
        Tcp.Bound bound = tcp.bind(
            AcceptSettings.DEFAULT.from(AddressFilter.EVERYBODY.allowing("127.0.0.0/30").denying("127.0.0.2")));
        for (String outside : List.of("127.0.0.4", "127.0.0.2")) {
            try (Socket client = clientAt(outside, bound)) {
                assertThrows(IOException.class, () -> {
                    while (client.getInputStream().read() < 0) {
                        client.getOutputStream().write(1);
                    }
                });
            }
        }
        tcp.binder.expectNothing();

        clients.add(clientAt("127.0.0.3", bound));

        InetAddress inside = tcp.binder.expect(Tcp.Connected.class).remote().getAddress();
        assertEquals("127.0.0.3", inside.getHostAddress());
        assertEquals(new ListenerFigures(1, 1, 2, 0, 0, 0, 0), tcp.figures(bound));
    }

    @Test
    void shouldCountNobodyWhoIsNotAllowedForLimitAndDemand() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.onDemand(true).maxConnections(1).rate(1, 1)
            .from(AddressFilter.EVERYBODY.denying("127.0.0.2")));
        for (int i = 0; i < 5; i++) {
            clients.add(clientAt("127.0.0.2", bound));
        }
        clients.add(clientAt("127.0.0.1", bound));

        bound.listener().tell(new Tcp.Accept(1));

        tcp.binder.expect(Tcp.Connected.class);
        assertEquals(new ListenerFigures(1, 1, 5, 0, 0, 0, 0), tcp.figures(bound));
    }

    /** A socket for IPv6 and IPv4 shows an IPv4 peer as what it is. */
    @Test
    void shouldKnowAnIpv4PeerOnASocketForBoth() throws IOException {
        tcp.manager.tell(new Tcp.Bind(new InetSocketAddress("::", 0), tcp.binder.ref(), null,
            BindSettings.DEFAULT
                .accepting(AcceptSettings.DEFAULT.from(AddressFilter.EVERYBODY.allowing("127.0.0.0/8")))));
        Tcp.Bound bound = tcp.binder.expect(Tcp.Bound.class);

        clients.add(client(new InetSocketAddress("127.0.0.1", bound.local().getPort())));

        tcp.binder.expect(Tcp.Connected.class);
    }

    // ---- the end ----

    @Test
    void b54_shouldUnbindWhileItIsHeldUp() throws IOException {
        Tcp.Bound bound = tcp.bind(AcceptSettings.DEFAULT.maxConnections(1));
        connect(bound, 2);
        told(tcp, 2);

        bound.listener().tell(new Tcp.Unbind());

        tcp.binder.expect(new Tcp.Unbound(bound.local(), null));
        tcp.bind(tcp.binder, bound.local());
    }

    @Test
    void b117_shouldCloseThePortAfterTheFirstConnectionWhichGoesOnToItsEnd() throws IOException {
        Tcp.Bound bound = tcp.bind();
        connect(bound, 1);
        Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
        Probe<Connection.Event> handler = tcp.register(connected);

        bound.listener().tell(new Tcp.Unbind());
        tcp.binder.expect(Tcp.Unbound.class);

        assertThrows(IOException.class, () -> client(bound.local()));
        TcpFixture.send(clients.get(0), "still here");
        assertEquals("still here", handler.expect(Received.class).data().decodeUtf8());
        clients.get(0).shutdownOutput();
        assertInstanceOf(Connection.Reason.ByPeer.class, handler.expect(Connection.Closed.class).reason());
    }

    @Test
    void b117_b28_shouldFailForThePeerWhoIsAcceptedAndNeverHandled() throws IOException {
        ConnectionSettings hasty = ConnectionSettings.DEFAULT.registerWithin(Duration.ofMillis(50));
        tcp.manager.tell(new Tcp.Bind(ANY, tcp.binder.ref(), null, BindSettings.DEFAULT.connection(hasty)));
        connect(tcp.binder.expect(Tcp.Bound.class), 1);
        tcp.binder.expect(Tcp.Connected.class);

        assertThrows(IOException.class, () -> clients.get(0).getInputStream().read());
        tcp.binder.expect(Tcp.HandlerFailed.class);
    }

    @Test
    void b56_shouldNotCountListenersForTheLimitOfTheTransport() {
        try (TcpFixture small = new TcpFixture(TcpSettings.DEFAULT.maxConnections(1))) {
            for (int i = 0; i < 5; i++) {
                small.bind();
            }
        }
    }
}
