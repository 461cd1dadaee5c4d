package dev.sluice.tcp;

import static dev.sluice.tcp.TcpFixture.client;
import static dev.sluice.tcp.TcpFixture.echoed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Settings;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.ConnectionSettings.Reading;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Copies;
import dev.sluice.testkit.LeaseWatch;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Reading, from a bound port to its handlers. */
class TcpReadingTest {
    private static final Handler LEASING_ECHO = (ctx, connection) -> event -> {
        if (event instanceof Leased(var lease)) {
            connection.tell(new WriteLease(lease));
        }
    };

    private static BindSettings accepting(ConnectionSettings connection) {
        return BindSettings.DEFAULT.connection(connection);
    }

    /** Pulls one piece, writes it, and pulls the next when the kernel has taken it. */
    private record PullingEcho(Context<Event> ctx, ActorRef<Command> connection) implements Actor<Event> {
        private record Taken() implements Connection.Extension {}

        PullingEcho {
            connection.tell(new Connection.Pull(1));
        }

        @Override
        public void on(Event event) {
            if (event instanceof Received(var data)) {
                connection.tell(new Connection.Write(data, new Ack<>(ctx.self(), new Taken())));
            } else if (event instanceof Taken) {
                connection.tell(new Connection.Pull(1));
            }
        }
    }

    @Test
    void b103_anEchoThatPullsGivesAllBytesBack() throws Exception {
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind(PullingEcho::new, accepting(ConnectionSettings.DEFAULT.reading(Reading.PULL)));
            try (Socket one = client(bound.local()); Socket other = client(bound.local())) {
                for (int i = 0; i < 10; i++) {
                    assertEquals("hello", echoed(one, "hello"));
                    assertEquals("world", echoed(other, "world"));
                }
            }
        }
    }

    @Test
    void b14_whoConnectsCanSuspendBeforeItRegisters() throws Exception {
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind((ctx, connection) -> {
                connection.tell(new Connection.Write(ByteString.utf8("welcome")));
                return TcpFixture.ECHO.create(ctx, connection);
            }, BindSettings.DEFAULT);
            tcp.manager.tell(new Tcp.Connect(bound.local(), tcp.binder.ref()));
            Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
            connected.connection().tell(new Connection.SuspendReading());
            Probe<Event> handler = tcp.register(connected);
            Probe<Boolean> written = Probe.in(tcp.system);
            connected.connection()
                .tell(new Connection.Write(ByteString.utf8("x"), new Ack<>(written.ref(), true)));
            written.expect(true);
            handler.expectNothing();

            connected.connection().tell(new Connection.ResumeReading());

            ByteString all = ByteString.empty();
            while (all.length() < 8) {
                all = all.concat(handler.expect(Received.class).data());
            }
            assertEquals("welcomex", all.decodeUtf8());
        }
    }

    @Test
    void leasedBytesAreEchoedAndTheirBuffersComeBack() throws Exception {
        LeaseWatch leases = LeaseWatch.start();
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind(LEASING_ECHO, accepting(ConnectionSettings.DEFAULT.leasesReads(true)));
            byte[] sent = new byte[3_000_000];
            new Random(7).nextBytes(sent);
            assertArrayEquals(sent, echo(bound.local(), sent));
            Awaitility.await().until(() -> leases.unreleased() == 0);
        }
        leases.close();
    }

    @Test
    void leasesGoAsTheyAreWhereMessagesAreCopied() throws Exception {
        LeaseWatch leases = LeaseWatch.start();
        Settings copying = Settings.named("isolated").loops(2).poolThreads(2).copying(Copies.deep());
        try (ActorSystem system = ActorSystem.create(copying)) {
            Tcp.Bound bound = Tcp.bind(system, TcpFixture.ANY,
                accepting(ConnectionSettings.DEFAULT.leasesReads(true)), LEASING_ECHO).join();
            byte[] sent = new byte[100_000];
            new Random(8).nextBytes(sent);
            assertArrayEquals(sent, echo(bound.local(), sent));
        }
        leases.close();
    }

    private static byte[] echo(InetSocketAddress server, byte[] sent) throws Exception {
        try (Socket client = client(server)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(sent);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            byte[] back = client.getInputStream().readNBytes(sent.length);
            sender.join();
            return back;
        }
    }

    @Test
    void leasesThatAHandlerHasWhenItsConnectionEndsAreReleased() throws Exception {
        LeaseWatch leases = LeaseWatch.start();
        try (TcpFixture tcp = new TcpFixture()) {
            Handler ignorant = (ctx, connection) -> event -> {
                if (event instanceof Leased) {
                    connection.tell(new Connection.Abort());
                }
            };
            Tcp.Bound bound = tcp.bind(ignorant, accepting(ConnectionSettings.DEFAULT.leasesReads(true)));
            try (Socket client = client(bound.local())) {
                client.getOutputStream().write(new byte[100_000]);
                assertThrows(IOException.class, () -> client.getInputStream().read());
            }
        }
        leases.close();
    }
}
