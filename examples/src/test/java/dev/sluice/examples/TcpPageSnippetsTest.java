package dev.sluice.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.ResumeWriting;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.io.SocketOptions;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.ConnectSettings;
import dev.sluice.tcp.Retry;
import dev.sluice.tcp.Tcp;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.AddressFilter;
import dev.sluice.transport.Draining;
import dev.sluice.transport.ListenerFigures;
import dev.sluice.transport.LogTap;
import dev.sluice.transport.PcapTap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on TCP shows. */
class TcpPageSnippetsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final int NUMBERS = 20_000;

    private static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    private final ActorSystem system = ActorSystem.create("page");

    @AfterEach
    void close() {
        system.close();
    }

    private InetSocketAddress listen(BindSettings settings, Handler handler) {
        return Tcp.bind(system, ANY_PORT, settings, handler).join().local();
    }

    private static String exchanged(InetSocketAddress server, String sent) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(server);
            client.getOutputStream().write(sent.getBytes(UTF_8));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void shouldConnectSayHelloAndClose() throws Exception {
        InetSocketAddress server = listen(BindSettings.DEFAULT, ECHO);
        CompletableFuture<String> answer = new CompletableFuture<>();

        Tcp.connect(system, server, (ctx, connection) -> {
            connection.tell(new Write(ByteString.utf8("hello")));
            return event -> {
                if (event instanceof Received(var data)) {
                    answer.complete(data.decodeUtf8()); // it may come in pieces: see framing
                }
            };
        }).join();

        assertEquals("hello", answer.join());
    }

    @Test
    void shouldTryAgain() {
        InetSocketAddress server = listen(BindSettings.DEFAULT, ECHO);
        ConnectSettings patient = ConnectSettings.DEFAULT.timeout(ofSeconds(3))
            .retry(Retry.FOR_EVER.within(ofMinutes(2)));

        assertEquals(server, Tcp.connect(system, server, patient, ECHO).join().remote());
    }

    @Test
    void shouldChooseWhomItLetsInAndDrain() throws IOException {
        InetSocketAddress address = ANY_PORT;
        Handler handler = (ctx, connection) -> event -> {
            switch (event) {
                case Received(var data) -> connection.tell(new Write(data));
                case Draining(var left) -> connection.tell(new Close()); // when it is done with what it is at
                default -> {}
            }
        };
        BindSettings settings = BindSettings.DEFAULT.accepting(AcceptSettings.DEFAULT
            .maxConnections(10_000)
            .rate(500, 100) // 500 a second on average, 100 at once
            .from(AddressFilter.EVERYBODY.allowing("127.0.0.0/8", "fd00::/8").denying("127.66.0.0/16"))
            .finishWithin(ofSeconds(15))); // when the system ends
        Tcp.Bound bound = Tcp.bind(system, address, settings, handler).join();
        assertEquals("hello", exchanged(bound.local(), "hello"));

        Tcp.Drained drained = Tcp.drain(system, bound, ofSeconds(30)).join();

        assertEquals(0, drained.closedByDeadline());
    }

    @Test
    void shouldEchoLeases() throws IOException {
        Handler echo = (ctx, connection) -> event -> {
            if (event instanceof Leased(var lease)) {
                connection.tell(new WriteLease(lease)); // moves it: there is nothing to release
            }
        };
        BindSettings leasing = BindSettings.DEFAULT.connection(ConnectionSettings.DEFAULT.leasesReads(true));
        String much = "hello".repeat(10_000);

        assertEquals(much, exchanged(listen(leasing, echo), much));
    }

    @Test
    void shouldAskForAnAck() throws IOException {
        Probe<Boolean> done = Probe.in(system);
        InetSocketAddress server = listen(BindSettings.DEFAULT, (ctx, connection) -> {
            ActorRef<Boolean> writer = done.ref();
            connection.tell(new Write(ByteString.utf8("seven"), new Ack<>(writer, true, failed -> false)));
            return event -> {};
        });

        assertEquals("seven", exchanged(server, ""));
        done.expect(true);
    }

    @Test
    void shouldWriteAHeaderAndAFile(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("page"), "the page");
        InetSocketAddress server = listen(BindSettings.DEFAULT, (ctx, connection) -> {
            connection.tell(new Compound(new Write(ByteString.utf8("length: 8\n\n")), new WriteFile(page, null)));
            connection.tell(new Close());
            return event -> {};
        });

        assertEquals("length: 8\n\nthe page", exchanged(server, ""));
    }

    /** Writes what it likes, and what was refused again: nothing is lost, and all is in order. */
    private static final class Orderly implements Actor<Event> {
        private final ActorRef<Connection.Command> connection;
        private final Queue<Write> refused = new ArrayDeque<>();
        private boolean isWaiting;

        Orderly(ActorRef<Connection.Command> connection) {
            this.connection = connection;
        }

        @Override
        public void on(Event event) {
            switch (event) {
                case CommandFailed(Write write, var cause) -> {
                    refused.add(write);
                    if (!isWaiting) {
                        isWaiting = true;
                        connection.tell(new ResumeWriting());
                    }
                }
                case Flow(boolean open) when open && isWaiting -> {
                    isWaiting = false;
                    refused.forEach(connection::tell);
                    refused.clear();
                }
                default -> {}
            }
        }
    }

    private static String line(int number) {
        return String.format("%0999d\n", number);
    }

    @Test
    void shouldWriteAgainWhatWasRefused() throws IOException {
        CompletableFuture<Void> isRefused = new CompletableFuture<>();
        InetSocketAddress server = listen(BindSettings.DEFAULT, (ctx, connection) -> {
            IntStream.range(0, NUMBERS).forEach(i -> connection.tell(new Write(ByteString.utf8(line(i)))));
            Orderly orderly = new Orderly(connection);
            return event -> {
                orderly.on(event);
                if (event instanceof CommandFailed) {
                    isRefused.complete(null);
                }
            };
        });

        try (Socket client = new Socket()) {
            client.connect(server);
            isRefused.join();
            String expected = IntStream.range(0, NUMBERS).mapToObj(TcpPageSnippetsTest::line)
                .collect(Collectors.joining());
            assertArrayEquals(expected.getBytes(UTF_8), client.getInputStream().readNBytes(expected.length()));
        }
    }

    @Test
    void shouldHaveLimits() throws IOException {
        ConnectionSettings careful = ConnectionSettings.DEFAULT
            .idle(ofMinutes(2)) // no byte either way
            .stall(ofSeconds(30)) // a peer that takes nothing of what is queued
            .halfOpen(true)
            .confirmWithin(ofSeconds(20));

        Handler halfOpenEcho = (ctx, connection) -> event -> {
            switch (event) {
                case Received(var data) -> connection.tell(new Write(data));
                case InputEnded() -> connection.tell(new Close());
                default -> {}
            }
        };

        assertEquals("hello", exchanged(listen(BindSettings.DEFAULT.connection(careful), halfOpenEcho), "hello"));
    }

    @Test
    void shouldSetAndTellOptions() {
        BindSettings server = BindSettings.DEFAULT
            .options(SocketOptions.NONE.receiveBuffer(256 * 1024)) // the listening socket
            .accepted(SocketOptions.NO_DELAY.keepAlive(ofMinutes(1), ofSeconds(10), 3)); // each connection
        ConnectSettings client = ConnectSettings.DEFAULT.options(SocketOptions.NO_DELAY.trafficClass(0xb8));
        InetSocketAddress local = listen(server, ECHO);
        ActorRef<Connection.Command> connection = Tcp.connect(system, local, client, ECHO).join().connection();

        SocketOptions.Effective now = system
            .ask(connection, (ActorRef<SocketOptions.Effective> me) -> new SocketOptions.Get(me), ofSeconds(9)).join();
        int buffer = now.get(StandardSocketOptions.SO_RCVBUF);

        assertTrue(buffer > 0);
        assertTrue(now.get(StandardSocketOptions.TCP_NODELAY));
    }

    @Test
    void shouldTap(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("server.pcap");
        PcapTap capture = PcapTap.open(file); // its close waits until all is written
        BindSettings tapped = BindSettings.DEFAULT.layer(LogTap.named("wire").then(capture));
        try (capture) {
            assertEquals("hello", exchanged(listen(tapped, ECHO), "hello"));
        }

        assertTrue(Files.size(file) > "hello".length());
    }

    @Test
    void shouldCount() throws IOException {
        Tcp.Bound bound = Tcp.bind(system, ANY_PORT, ECHO).join();
        assertEquals("hello", exchanged(bound.local(), "hello"));
        ActorRef<Connection.Command> connection = Tcp.connect(system, bound.local(), ECHO).join().connection();
        Probe<Tcp.Event> probe = Probe.in(system);
        ActorRef<Tcp.Event> operator = probe.ref();

        ConnectionFigures one = system
            .ask(connection, (ActorRef<ConnectionFigures> me) -> new Connection.Inspect(me), ofSeconds(9)).join();
        ListenerFigures all = system
            .ask(bound.listener(), (ActorRef<ListenerFigures> me) -> new Tcp.Inspect(me), ofSeconds(9)).join();
        Tcp.get(system).tell(new Tcp.InspectSelectors(operator)); // tells it Inspected, once for each loop

        assertEquals(0, one.bytesWritten());
        assertTrue(all.accepted() >= 1);
        assertTrue(probe.expect(Tcp.Inspected.class).figures().reads() >= 0);
    }

    /** Says what the page says of handlers elsewhere. */
    @Test
    void shouldServeOnAnotherDispatcher() throws IOException {
        Spec elsewhere = Spec.named("handler").on(system.pool());
        InetSocketAddress server = Tcp.bind(system, ANY_PORT, BindSettings.DEFAULT, elsewhere, ECHO).join().local();

        assertEquals("hello", exchanged(server, "hello"));
    }
}
