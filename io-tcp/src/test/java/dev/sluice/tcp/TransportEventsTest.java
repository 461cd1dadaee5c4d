package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.SelectorFigures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording tells of connections, and what selectors count. */
class TransportEventsTest {
    @TempDir
    private Path directory;

    @FunctionalInterface
    private interface Scene {
        void play(TcpFixture fixture) throws Exception;
    }

    private List<RecordedEvent> record(String event, Scene scene) throws Exception {
        Path file = directory.resolve(event + ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(event).withoutThreshold();
            recording.start();
            try (TcpFixture fixture = new TcpFixture()) {
                scene.play(fixture);
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .filter(found -> found.getEventType().getName().equals(event)).toList();
    }

    private static void acceptOne(TcpFixture fixture) throws IOException {
        Tcp.Bound bound = fixture.bind(TcpFixture.ECHO, BindSettings.DEFAULT);
        try (Socket client = TcpFixture.client(bound.local())) {
            assertEquals("hello", TcpFixture.echoed(client, "hello"));
        }
        fixture.awaitCount("connection", 0);
    }

    @Test
    void anAcceptedConnectionIsRecorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.Accept", TransportEventsTest::acceptOne);

        assertEquals(1, events.size());
        assertTrue(events.getFirst().getString("remote").contains("127.0.0.1"), events::toString);
    }

    @Test
    void aCloseIsRecordedWithItsReasonAndWhatWasDone() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.Close", TransportEventsTest::acceptOne);

        assertEquals(1, events.size());
        RecordedEvent close = events.getFirst();
        assertEquals("ByPeer", close.getString("reason"));
        assertNull(close.getString("cause"));
        assertEquals(5, close.getLong("bytesRead"));
        assertEquals(5, close.getLong("bytesWritten"));
    }

    @Test
    void aConnectIsRecordedAndSoIsOneThatFails() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.Connect", fixture -> {
            Tcp.Bound bound = fixture.bind(TcpFixture.ECHO, BindSettings.DEFAULT);
            fixture.manager.tell(new Tcp.Connect(bound.local(), fixture.binder.ref()));
            Probe<Connection.Event> handler = fixture.register(fixture.binder.expect(Tcp.Connected.class));
            InetSocketAddress nobody;
            try (ServerSocket gone = new ServerSocket(0)) {
                nobody = new InetSocketAddress("127.0.0.1", gone.getLocalPort());
            }
            fixture.fails(new Tcp.Connect(nobody, fixture.binder.ref()));
            handler.expectNothing();
        });

        assertEquals(2, events.size());
        assertNull(events.get(0).getString("failure"));
        assertTrue(events.get(1).getString("failure").contains("Exception"), events::toString);
        assertTrue(events.get(1).getDuration("took").toNanos() > 0);
    }

    @Test
    void aRefusedWriteIsRecordedAndSoIsAStall() throws Exception {
        Scene stalls = fixture -> {
            ConnectionSettings small = ConnectionSettings.DEFAULT.queuedWrites(1).stall(Duration.ofMillis(50));
            Tcp.Bound other = fixture.bind((ctx, connection) -> {
                connection.tell(new Write(ByteString.copyOf(new byte[16 << 20])));
                connection.tell(new Write(ByteString.utf8("refused")));
                return event -> {
                };
            }, BindSettings.DEFAULT.connection(small));
            try (Socket client = TcpFixture.client(other.local())) {
                TcpFixture.send(client, "hello");
                fixture.awaitCount("connection", 1);
                fixture.awaitCount("connection", 0);
            }
        };

        assertEquals(1, record("dev.sluice.WriteRefused", stalls).size());
        List<RecordedEvent> events = record("dev.sluice.Stall", stalls);
        assertEquals(1, events.size());
        assertTrue(events.getFirst().getLong("queuedBytes") > 0);
    }

    @Test
    void aListenerThatPausesIsRecorded() throws Exception {
        List<RecordedEvent> events = record("dev.sluice.AcceptPause", fixture -> {
            Tcp.Bound bound = fixture.bind(TcpFixture.ECHO,
                BindSettings.DEFAULT.accepting(AcceptSettings.DEFAULT.maxConnections(1)));
            try (Socket one = TcpFixture.client(bound.local()); Socket two = TcpFixture.client(bound.local())) {
                assertEquals("one", TcpFixture.echoed(one, "one"));
                fixture.binder.expect(Tcp.AcceptPaused.class);
                assertTrue(two.isConnected());
            }
        });

        assertEquals(1, events.size());
        assertTrue(events.getFirst().getString("cause").contains("limit"), events::toString);
    }

    @Test
    void selectorsTellWhatTheyHaveCounted() throws IOException {
        try (TcpFixture fixture = new TcpFixture()) {
            acceptOne(fixture);
            Probe<Tcp.Event> asker = Probe.in(fixture.system);

            fixture.manager.tell(new Tcp.InspectSelectors(asker.ref()));

            SelectorFigures one = asker.expect(Tcp.Inspected.class).figures();
            SelectorFigures other = asker.expect(Tcp.Inspected.class).figures();
            assertEquals(5, one.bytesRead() + other.bytesRead());
            assertEquals(5, one.bytesWritten() + other.bytesWritten());
            assertEquals(0, one.channels() + other.channels());
            assertTrue(one.freeSlots() > 0);
            assertTrue(!one.loop().equals(other.loop()));
        }
    }

    @Test
    void aConnectionCountsToo() throws IOException {
        try (TcpFixture fixture = new TcpFixture()) {
            Tcp.Bound bound = fixture.bind(TcpFixture.ECHO, BindSettings.DEFAULT);
            fixture.manager.tell(new Tcp.Connect(bound.local(), fixture.binder.ref()));
            Tcp.Connected connected = fixture.binder.expect(Tcp.Connected.class);
            Probe<Connection.Event> handler = fixture.register(connected);
            connected.connection().tell(new Write(ByteString.utf8("hello")));
            handler.expect(Connection.Received.class);
            Probe<ConnectionFigures> asker = Probe.in(fixture.system);
            connected.connection().tell(new Connection.Inspect(asker.ref()));

            assertEquals(5, asker.expect(ConnectionFigures.class).bytesWritten());
            connected.connection().tell(new Close());
            handler.expect(Closed.class);
        }
    }
}
