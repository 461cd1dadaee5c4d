package dev.sluice.tcp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.ConfirmedClose;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.testkit.Probe;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One end has ended its output, the other has not: what each can still do, and how it ends. */
class TcpHalfCloseTest {
    private static final ConnectionSettings FULL = ConnectionSettings.DEFAULT;
    private static final ConnectionSettings HALF = FULL.halfOpen(true);

    private static void suspend(TcpEnds.End end) {
        end.tell(new Connection.SuspendReading());
        end.writeAcked(ByteString.empty());
        end.handler().expect(TcpEnds.Acked.class);
    }

    private static void expectConfirmed(TcpEnds.End end) {
        assertInstanceOf(Reason.ByConfirmedClose.class, end.closed());
    }

    @Test
    void b105_whoHasEndedItsOutputStillReceives() {
        try (TcpEnds ends = new TcpEnds(FULL, HALF)) {
            ends.client.tell(new ConfirmedClose());
            ends.server.handler().expect(InputEnded.class);
            ends.server.write("still here");
            assertEquals("still here", ends.client.receive(10));
            ends.server.tell(new ConfirmedClose());

            expectConfirmed(ends.server);
            expectConfirmed(ends.client);
            ends.expectOver();
        }
    }

    @Test
    void b106_theServerMayBeTheFirst() {
        try (TcpEnds ends = new TcpEnds(HALF, FULL)) {
            ends.server.tell(new ConfirmedClose());
            ends.client.handler().expect(InputEnded.class);
            ends.client.write("still here");
            assertEquals("still here", ends.server.receive(10));
            ends.client.tell(new ConfirmedClose());

            expectConfirmed(ends.server);
            expectConfirmed(ends.client);
            ends.expectOver();
        }
    }

    /** The first write is answered by a reset, which a later one meets. */
    private static void expectErrorOnceItWrites(TcpEnds ends) {
        await().until(() -> {
            ends.server.write("is anybody there?");
            return ends.tcp.system.stopped(ends.server.connection()).isDone();
        });
        ends.server.handler().await(Connection.Closed.class, closed -> closed.reason() instanceof Reason.ByError);
    }

    @Test
    void b107_whoWritesToOneThatReadsNoMoreLearnsItFromAnError() {
        try (TcpEnds ends = new TcpEnds(FULL.linger(Duration.ZERO, 0), HALF)) {
            suspend(ends.client);
            ends.client.write("last words");
            assertEquals("last words", ends.server.receive(10));
            ends.client.tell(new Connection.Close());
            ends.server.handler().expect(InputEnded.class);
            assertInstanceOf(Reason.ByClose.class, ends.client.closed());

            expectErrorOnceItWrites(ends);
        }
    }

    @Test
    void b107_alsoIfItIsToldBeforeThePeersEnd() {
        try (TcpEnds ends = new TcpEnds(FULL.linger(Duration.ZERO, 0), HALF)) {
            suspend(ends.client);
            ends.server.writeAcked(ByteString.utf8("nobody will read this"));
            ends.server.handler().expect(TcpEnds.Acked.class);
            ends.client.tell(new Connection.Close());
            assertInstanceOf(Reason.ByClose.class, ends.client.closed());

            expectErrorOnceItWrites(ends);
        }
    }

    @Test
    void b108_aSuspendedEndStillConfirms() {
        try (TcpEnds ends = new TcpEnds(FULL, FULL)) {
            suspend(ends.client);
            ends.server.write("unread");
            ends.server.tell(new ConfirmedClose());
            ends.client.tell(new ConfirmedClose());

            assertEquals("unread", ends.client.receive(6));
            expectConfirmed(ends.client);
            expectConfirmed(ends.server);
            ends.expectOver();
        }
    }

    /** Fails with the first event; and aborts then, if it is told to. */
    private static Handler failing(boolean aborts) {
        return (ctx, connection) -> new Actor<>() {
            @Override
            public void on(Event event) {
                throw new IllegalStateException("application error");
            }

            @Override
            public void stopping(Stop reason) {
                if (aborts && reason.cause() != null) {
                    connection.tell(new Connection.Abort());
                }
            }
        };
    }

    private static Reason reasonAtTheClient(boolean aborts, boolean closesHalfBefore) {
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind(failing(aborts), BindSettings.DEFAULT.connection(HALF));
            Probe<Tcp.Event> connector = Probe.in(tcp.system);
            tcp.manager.tell(new Tcp.Connect(bound.local(), connector.ref()));
            Tcp.Connected client = connector.expect(Tcp.Connected.class);
            Probe<Event> events = tcp.register(client);
            client.connection().tell(closesHalfBefore
                ? new ConfirmedClose()
                : new Connection.Write(ByteString.utf8("provocation")));

            if (!aborts) {
                assertEquals("application error", tcp.binder.expect(Tcp.HandlerFailed.class).cause().getMessage());
            }
            return events.expect(Connection.Closed.class).reason();
        }
    }

    /** Where the ancestor's streams reset. */
    @Test
    void b109_theFailureOfAHandlerEndsItsConnectionInOrder() {
        assertInstanceOf(Reason.ByPeer.class, reasonAtTheClient(false, false));
        assertInstanceOf(Reason.ByConfirmedClose.class, reasonAtTheClient(false, true));
    }

    @Test
    void b109_theFailureOfAHandlerIsAResetIfItSaysSo() {
        assertInstanceOf(Reason.ByError.class, reasonAtTheClient(true, false));
        assertInstanceOf(Reason.ByError.class, reasonAtTheClient(true, true));
    }

    @Test
    void b110_anAbortFailsWhatTheOtherEndStillHadToWrite() {
        try (TcpEnds ends = new TcpEnds(FULL, FULL)) {
            suspend(ends.server);
            Connection.Write much = new Connection.Write(ByteString.copyOf(new byte[16 << 20]));
            ends.client.tell(much);
            ends.client.handler().expect(Connection.Flow.class);
            ends.server.tell(new Connection.Abort());

            assertEquals(much, ends.client.handler().expect(CommandFailed.class).command());
            assertInstanceOf(Reason.ByError.class, ends.client.closed());
            assertInstanceOf(Reason.ByAbort.class, ends.server.closed());
            ends.expectOver();
        }
    }

    @Test
    void b111_anEarlyAnswerReachesAClientThatHasNotEnded() {
        try (TcpEnds ends = new TcpEnds(HALF, FULL)) {
            ends.client.write("the beginning of a long question");
            ends.server.write("no");
            ends.server.tell(new Connection.Close());

            assertEquals("no", ends.client.receive(2));
            ends.client.handler().expect(InputEnded.class);
            ends.client.tell(new Connection.Close());
            assertInstanceOf(Reason.ByClose.class, ends.client.closed());
            ends.server.handler().await(Connection.Closed.class, closed -> closed.reason() instanceof Reason.ByClose);
        }
    }

    @Test
    void b112_aHandlerMayCloseBeforeItHasBegun() {
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind();
            Probe<Event> client = Probe.in(tcp.system);
            Tcp.connect(tcp.system, bound.local(), (ctx, connection) -> closing(ctx, connection, client)).join();
            Probe<Event> server = tcp.register(tcp.binder.expect(Tcp.Connected.class));

            assertInstanceOf(Reason.ByPeer.class, server.expect(Connection.Closed.class).reason());
            assertInstanceOf(Reason.ByClose.class, client.expect(Connection.Closed.class).reason());
        }
    }

    private static Actor<Event> closing(Context<Event> ctx, ActorRef<Connection.Command> connection,
        Probe<Event> told) {
        connection.tell(new Connection.Close());
        return told.ref()::tell;
    }

    @Test
    void b113_allThatAServerEchoesComesBackAlthoughItClosesWhole() {
        try (TcpFixture tcp = new TcpFixture()) {
            Tcp.Bound bound = tcp.bind(TcpFixture.ECHO, BindSettings.DEFAULT);
            Probe<Tcp.Event> connector = Probe.in(tcp.system);
            tcp.manager.tell(new Tcp.Connect(bound.local(), connector.ref()));
            Tcp.Connected connected = connector.expect(Tcp.Connected.class);
            TcpEnds.End client = new TcpEnds.End(connected, tcp.register(connected));
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                String one = Character.toString('a' + i % 26);
                client.write(one);
                all.append(one);
            }
            client.tell(new ConfirmedClose());

            assertEquals(all.toString(), client.receive(1000));
            expectConfirmed(client);
        }
    }

    @Test
    void b114_theHandlerOfAKilledConnectionIsTold() {
        try (TcpEnds ends = new TcpEnds()) {
            ends.tcp.system.kill(ends.client.connection());

            assertInstanceOf(Reason.ByError.class, ends.client.closed());
            assertInstanceOf(Reason.ByError.class, ends.server.closed());
            ends.expectOver();
        }
    }
}
