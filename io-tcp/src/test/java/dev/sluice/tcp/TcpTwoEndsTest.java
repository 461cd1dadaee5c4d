package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.SocketOptions;
import dev.sluice.tcp.TcpEnds.Acked;
import dev.sluice.tcp.TcpEnds.End;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection ends if both of its ends are ours. */
class TcpTwoEndsTest {
    private static void expectReasons(Class<? extends Reason> ofClient, Class<? extends Reason> ofServer,
        TcpEnds ends) {
        assertInstanceOf(ofClient, ends.client.closed());
        assertInstanceOf(ofServer, ends.server.closed());
        ends.expectOver();
    }

    @Test
    void b38_bothSidesKnowTheSameAddressesAndBothLearnOfTheClose() {
        try (TcpEnds ends = new TcpEnds()) {
            assertEquals(ends.client.connected().remote(), ends.server.connected().local());
            assertEquals(ends.client.connected().local(), ends.server.connected().remote());

            ends.client.tell(new Connection.Close());

            expectReasons(Reason.ByClose.class, Reason.ByPeer.class, ends);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b39_anAbortOfTheClientIsAnErrorAtTheServer(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.client.tell(new Connection.Abort());

            expectReasons(Reason.ByAbort.class, Reason.ByError.class, ends);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b40_anAbortOfTheServerIsAnErrorAtTheClient(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.server.tell(new Connection.Abort());

            expectReasons(Reason.ByError.class, Reason.ByAbort.class, ends);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b41_aKilledClientIsAnErrorAtTheServer(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.tcp.system.kill(ends.client.connection());

            expectReasons(Reason.ByError.class, Reason.ByError.class, ends);
        }
    }

    /** Where the ancestor resets. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b41_aStoppedClientEndsInOrder(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.tcp.system.stop(ends.client.connection());

            expectReasons(Reason.ByError.class, Reason.ByPeer.class, ends);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b42_aKilledServerIsAnErrorAtTheClient(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.tcp.system.kill(ends.server.connection());

            expectReasons(Reason.ByError.class, Reason.ByError.class, ends);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void b42_aStoppedServerEndsInOrder(int rounds) {
        try (TcpEnds ends = new TcpEnds()) {
            ends.pingPong(rounds);
            ends.tcp.system.stop(ends.server.connection());

            expectReasons(Reason.ByPeer.class, Reason.ByError.class, ends);
        }
    }

    @Test
    void b43_eachGetsItsAckAndTheOthersText() {
        try (TcpEnds ends = new TcpEnds()) {
            exchange(ends.client, ends.server, ByteString.utf8("question"));
            exchange(ends.server, ends.client, ByteString.utf8("answer"));

            ends.server.tell(new Connection.Close());

            expectReasons(Reason.ByPeer.class, Reason.ByClose.class, ends);
        }
    }

    private static void exchange(End from, End to, ByteString data) {
        from.writeAcked(data);
        assertEquals(data.decodeUtf8(), to.receive(data.length()));
        from.handler().expect(new Acked("done"));
    }

    @Test
    void b44_everyByteArrivesInTurn() {
        try (TcpEnds ends = new TcpEnds()) {
            for (int i = 0; i < 100; i++) {
                String ping = Character.toString('a' + i % 26);
                ends.client.write(ping);
                assertEquals(ping, ends.server.receive(1));
                ends.server.write(ping);
                assertEquals(ping, ends.client.receive(1));
            }
            ends.client.handler().expectNothing();
            ends.server.handler().expectNothing();
        }
    }

    @Test
    void b45_aLongWriteComesThroughSmallBuffers() {
        SocketOptions small = SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_SNDBUF, 1024)
            .with(StandardSocketOptions.SO_RCVBUF, 1024);
        ByteString data = ByteString.utf8("0123456789".repeat(10_000));
        try (TcpEnds ends = new TcpEnds(ConnectSettings.DEFAULT.options(small),
            BindSettings.DEFAULT.options(SocketOptions.NONE.with(StandardSocketOptions.SO_RCVBUF, 1024))
                .accepted(small))) {
            ends.server.writeAcked(data);
            assertEquals(data.decodeUtf8(), ends.client.receive(data.length()));
            ends.server.handler().await(Acked.class, acked -> true);
            ends.server.tell(new Connection.Close());

            assertInstanceOf(Reason.ByPeer.class, ends.client.closed());
            ends.server.handler().await(Connection.Closed.class, closed -> closed.reason() instanceof Reason.ByClose);
            ends.expectOver();
        }
    }

    @Test
    void b48_aBlockingServerNoticesThatItsClientWasKilled() throws Exception {
        try (TcpFixture tcp = new TcpFixture();
            ServerSocket server = new ServerSocket(0, 1, TcpFixture.ANY.getAddress())) {
            Probe<Tcp.Event> connector = Probe.in(tcp.system);
            tcp.manager.tell(
                new Tcp.Connect((InetSocketAddress) server.getLocalSocketAddress(), connector.ref()));
            ActorRef<Connection.Command> connection = connector.expect(Tcp.Connected.class).connection();
            try (Socket accepted = server.accept()) {
                accepted.setSoTimeout((int) Probe.PATIENCE.toMillis());
                tcp.system.kill(connection).join();

                assertThrows(IOException.class,
                    () -> accepted.getInputStream().read());
            }
        }
    }
}
