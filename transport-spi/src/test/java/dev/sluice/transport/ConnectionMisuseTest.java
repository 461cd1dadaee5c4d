package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Register;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Lease;
import dev.sluice.loop.Signal;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ConnectionFixture.Told;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionMisuseTest {
    private final Socket peer = new Socket();
    private SocketChannel accepted;
    private ConnectionFixture fixture;

    @BeforeEach
    void begin() throws IOException {
        fixture = new ConnectionFixture();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
            peer.connect(server.getLocalAddress());
            accepted = server.accept();
        }
    }

    @AfterEach
    void end() throws IOException {
        peer.close();
        accepted.close();
        fixture.close();
    }

    private StreamOrigin origin(ConnectionSettings settings) {
        return StreamOrigin.observedBy(fixture.new Observer()).settings(settings);
    }

    // ---- drain and closing ----

    @Test
    void shouldStayCarriedOutWhenADrainIsOverWhileItLingers() throws Exception {
        Admission admission = new Admission(AcceptSettings.DEFAULT, false, 0);
        CompletableFuture<Signal> signal = new CompletableFuture<>();
        ActorRef<Connection.Command> connection = fixture.spawn(() -> NioStream.connected(accepted),
            origin(ConnectionSettings.DEFAULT.linger(Duration.ofMinutes(1), 1 << 20)).admission(admission)
                .layer(handle -> new FilterStream(handle) {
                    @Override
                    public void attach(Signal own) {
                        super.attach(own);
                        signal.complete(own);
                    }
                }));
        Probe<Connection.Event> handler = Probe.in(fixture.system);
        connection.tell(new Register(handler.ref()));
        connection.tell(new Close());
        assertEquals(-1, peer.getInputStream().read());
        admission.stage(Admission.Stage.ABORTING);
        signal.join().raise(Ready.DRAIN);

        assertInstanceOf(Reason.ByClose.class,
            handler.await(Connection.Closed.class, closed -> true).reason());
    }

    @Test
    void shouldTellAHandlerOnceOfADrainThoughItRegistersTwice() throws Exception {
        Admission admission = new Admission(AcceptSettings.DEFAULT, false, 0);
        admission.drainUntil(System.nanoTime());
        ActorRef<Connection.Command> connection = fixture.spawn(() -> NioStream.connected(accepted),
            origin(ConnectionSettings.DEFAULT).admission(admission));
        Probe<Connection.Event> handler = Probe.in(fixture.system);
        connection.tell(new Register(handler.ref()));
        connection.tell(new Register(handler.ref()));
        handler.expect(Draining.class);
        connection.tell(new Close());

        handler.expect(Connection.Closed.class);
    }

    // ---- files ----

    @Test
    void shouldNotReadAllFilesOfACompoundAheadIntoMemory(@TempDir Path folder) throws Exception {
        int files = 100;
        Path real = Files.write(folder.resolve("file"), new byte[1 << 18]);
        HeldFiles held = new HeldFiles();
        List<Connection.WriteCommand> parts = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            parts.add(new Connection.WriteFile(held.path(real), null));
        }
        try (ConnectionFixture slow = ConnectionFixture.slow(ConnectionSettings.DEFAULT.queuedBytes(1 << 24))) {
            slow.connection.tell(new Connection.Write(ConnectionFixture.random(8 << 20)));
            slow.handler.expect(Connection.Flow.class);
            slow.connection.tell(new Connection.Compound(parts));
            held.permits.release(10 * files);
            Awaitility.await().until(() -> held.open.availablePermits() == files);
            CompletableFuture<Boolean> later = new CompletableFuture<>();
            slow.system.loops().get(0).schedule(Duration.ofMillis(300).toNanos(), () -> later.complete(true));
            later.join();
            int reads = 10 * files - held.permits.availablePermits() - files;

            assertTrue(reads <= 8, reads + " chunks of 256 KiB lie in memory");
        }
    }

    // ---- opening ----

    @Test
    void shouldNotMissAHandlerThatRegisteredBeforeItWasOpen() throws Exception {
        CompletableFuture<LateStream> late = new CompletableFuture<>();
        ActorRef<Connection.Command> connection = fixture.spawn(() -> {
            late.complete(new LateStream(NioStream.connected(accepted)));
            return late.join();
        }, origin(ConnectionSettings.DEFAULT.registerWithin(Duration.ofMillis(20))));
        LateStream stream = late.join();
        Probe<Connection.Event> handler = Probe.in(fixture.system);
        connection.tell(new Register(handler.ref()));
        stream.letOpen();
        fixture.observed.await(Told.Opened.class, opened -> true);

        CompletableFuture<Boolean> later = new CompletableFuture<>();
        fixture.system.loops().get(0).schedule(Duration.ofMillis(100).toNanos(), () -> later.complete(true));
        later.join(); // the loop has called what was due before

        fixture.observed.expectNothing();
        handler.expectNothing();
    }

    @Test
    void shouldTellAHandlerThatRegisteredBeforeItWasOpenWhenItCannotBeOpened() throws Exception {
        CompletableFuture<LateStream> late = new CompletableFuture<>();
        ActorRef<Connection.Command> connection = fixture.spawn(() -> {
            late.complete(new LateStream(NioStream.connected(accepted)));
            return late.join();
        }, origin(ConnectionSettings.DEFAULT));
        late.join();
        Probe<Connection.Event> handler = Probe.in(fixture.system);
        connection.tell(new Register(handler.ref()));
        connection.tell(new Close());

        handler.expect(Connection.Closed.class);
    }

    // ---- layers ----

    @Test
    void shouldReleaseItsChannelThoughALayerFailsToAbort() throws Exception {
        ActorRef<Connection.Command> connection = fixture.spawn(() -> NioStream.connected(accepted),
            origin(ConnectionSettings.DEFAULT).layer(handle -> new FilterStream(handle) {
                @Override
                public void abort() {
                    throw new IllegalStateException("a layer's fault");
                }
            }));
        Probe<Connection.Event> handler = Probe.in(fixture.system);
        connection.tell(new Register(handler.ref()));
        connection.tell(new Connection.Abort());

        handler.expect(Connection.Closed.class);
    }

    @Test
    void shouldCloseWhatALayerHasMadeNothingOf() throws Exception {
        fixture.spawn(() -> NioStream.connected(accepted), origin(ConnectionSettings.DEFAULT).layer(handle -> null));
        fixture.observed.await(Told.Failed.class, failed -> true);

        assertEquals(false, accepted.isOpen());
    }

    // ---- misuse ----

    /** No actor of this library: it can't be watched. */
    private record Stranger() implements ActorRef<Connection.Event> {
        @Override
        public void tell(Connection.Event message) {}

        @Override
        public <N> ActorRef<N> accepting(Function<? super N, ? extends Connection.Event> f) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void shouldRefuseAHandlerThatItCanNotWatch() throws Exception {
        Register stranger = new Register(new Stranger());

        fixture.connection.tell(stranger);

        assertEquals(stranger, fixture.handler.expect(CommandFailed.class).command());
        fixture.roundTrip();
    }

    @Test
    void shouldFailAWriteWhoseLeaseIsSpentAndNotTheConnection() throws Exception {
        ActorRef<Connection.Command> connection = fixture.connection;
        Probe<String> writer = Probe.in(fixture.system);
        WriteLease write = new WriteLease(Lease.of(ByteString.utf8("once")),
            new Ack<>(writer.ref(), "done", failed -> "failed"));
        connection.tell(write);
        assertEquals("once", fixture.receive(4));
        writer.expect("done");
        connection.tell(write);

        writer.expect("failed");
        fixture.roundTrip();
    }

    @Test
    void shouldFailAWriteThatIsQueuedTwiceAndNotTheConnection() throws Exception {
        Probe<String> writer = Probe.in(fixture.system);
        WriteLease write = new WriteLease(Lease.of(ByteString.utf8("once")),
            new Ack<>(writer.ref(), "done", failed -> failed.cause().getMessage()));
        fixture.inOneTurn(() -> {
            fixture.connection.tell(write);
            fixture.connection.tell(write);
        });

        writer.expect("a lease was used after it was moved or written");
        writer.expect("done");
        assertEquals("once", fixture.receive(4));
        fixture.roundTrip();
    }

    @Test
    void shouldFailACompoundAsAWholeIfOneOfItsLeasesIsSpent() throws Exception {
        Probe<String> writer = Probe.in(fixture.system);
        WriteLease good = new WriteLease(Lease.of(ByteString.utf8("good")),
            new Ack<>(writer.ref(), "done", failed -> "good failed"));
        WriteLease twice = new WriteLease(Lease.of(ByteString.utf8("twice")),
            new Ack<>(writer.ref(), "done", failed -> "twice failed"));

        fixture.connection.tell(new Compound(good, twice, twice));

        writer.expect("good failed");
        writer.expect("twice failed");
        writer.expect("twice failed");
        fixture.roundTrip();
        assertThrows(IllegalStateException.class, () -> good.lease().length());
    }

    @Test
    void shouldWriteALeaseThoughItsCommandIsReleasedByOthers() throws Exception {
        WriteLease write = new WriteLease(Lease.of(ByteString.utf8("mine")));
        fixture.inOneTurn(() -> {
            fixture.connection.tell(write);
            fixture.connection.tell(new Connection.SuspendReading());
        });
        assertEquals("mine", fixture.receive(4));
        assertThrows(IllegalStateException.class, () -> write.lease().release());
        fixture.connection.tell(new Connection.ResumeReading());
        fixture.roundTrip();
    }

    // ---- who comes too late ----

    @Test
    void shouldTellAWriterWhoComesTooLateThatHeDoes() throws Exception {
        Probe<String> writer = Probe.in(fixture.system);
        fixture.connection.tell(new Connection.Abort());
        fixture.closed();
        fixture.connection
            .tell(new Connection.Write(ByteString.utf8("late"), new Ack<>(writer.ref(), "done", failed -> "failed")));

        writer.expect("failed");
    }

    @Test
    void shouldTellAWriterWhoWritesWhileAStoppedConnectionStillFlushes() throws Exception {
        try (ConnectionFixture slow = ConnectionFixture.slow(ConnectionSettings.DEFAULT)) {
            Probe<String> own = Probe.in(slow.system);
            slow.connection.tell(new Connection.Write(ConnectionFixture.random(8 << 20)));
            slow.handler.expect(Connection.Flow.class);
            slow.system.stop(slow.connection);
            slow.connection
                .tell(new Connection.Write(ByteString.utf8("late"), new Ack<>(own.ref(), "done", failed -> "failed")));

            own.expect("failed");
        }
    }

    // ---- the handler that isn't there yet ----

    @Test
    void shouldObeyAHandOverThatAHandlerOnAPoolOrdersWhileItIsMade() throws Exception {
        for (int i = 0; i < 100; i++) {
            Probe<Connection.Event> next = Probe.in(fixture.system);
            try (ConnectionFixture early = new ConnectionFixture(ConnectionSettings.DEFAULT,
                Spec.named("handler").on(fixture.system.pool()), (ctx, connection) -> {
                    connection.tell(new Register(next.ref()));
                    return event -> {
                    };
                }, 0)) {
                early.send("x");
                next.expect(Connection.Received.class);
            }
        }
    }

    @Test
    void shouldTellTheHandlerOfAWriteThatWasRefusedBeforeItWasThere() throws Exception {
        ConnectionSettings settings = ConnectionSettings.DEFAULT.queuedWrites(1);
        try (ConnectionFixture early = new ConnectionFixture(settings, Spec.named("none"), null, 8 << 10)) {
            early.connection.tell(new Connection.Write(ConnectionFixture.random(8 << 20)));
            early.connection.tell(new Connection.Write(ByteString.utf8("refused")));
            early.connection.tell(new Register(early.handler.ref()));

            early.handler.await(CommandFailed.class, failed -> true);
        }
    }
}
