package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.tcp.TcpEnds.Acked;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How one connection ends, with a plain socket as its peer. */
class TcpConnectionBehavioursTest {
    private static final ConnectionSettings HALF_OPEN = ConnectionSettings.DEFAULT.halfOpen(true);
    private static final ByteString LONG = ByteString.copyOf(new byte[10_000]);

    private final TcpFixture tcp = new TcpFixture();
    private Socket peer;
    private TcpEnds.End end;

    @AfterEach
    void close() throws IOException {
        peer.close();
        tcp.close();
    }

    private ActorRef<Connection.Command> accept(ConnectionSettings settings) throws IOException {
        SocketOptions small = SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_SNDBUF, 1024);
        tcp.manager.tell(new Tcp.Bind(TcpFixture.ANY, tcp.binder.ref(), null,
            BindSettings.DEFAULT.connection(settings).accepted(small)));
        peer = new Socket();
        peer.setReceiveBufferSize(1024);
        peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
        peer.connect(tcp.binder.expect(Tcp.Bound.class).local());
        Tcp.Connected connected = tcp.binder.expect(Tcp.Connected.class);
        end = new TcpEnds.End(connected, null);
        return connected.connection();
    }

    private void open(ConnectionSettings settings) throws IOException {
        accept(settings);
        end = new TcpEnds.End(end.connected(), tcp.register(end.connected()));
    }

    /** The connection has ended, its descriptor is free, and nobody is told anything more. */
    private void expectOver() {
        tcp.system.stopped(end.connection()).join();
        assertEquals(0, tcp.count("connection"));
        end.handler().expectNothing();
    }

    private void resetByPeer() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @Test
    void b16_closeFlushesThenTellsBoth() throws Exception {
        open(ConnectionSettings.DEFAULT);
        Probe<Closed> closer = Probe.in(tcp.system);
        end.writeAcked(LONG);
        end.tell(new Connection.Close(closer.ref()));

        assertEquals(LONG.length(), peer.getInputStream().readAllBytes().length);
        peer.close();
        end.handler().expect(new Acked("done"));
        assertInstanceOf(Reason.ByClose.class, end.closed());
        assertInstanceOf(Reason.ByClose.class, closer.expect(Closed.class).reason());
        expectOver();
    }

    @Test
    void b17_aHandlerThatClosesIsToldOnce() throws Exception {
        open(ConnectionSettings.DEFAULT);
        end.tell(new Connection.Close(end.handler().ref()));
        peer.close();

        assertInstanceOf(Reason.ByClose.class, end.closed());
        expectOver();
    }

    @Test
    void b18_abortResets() throws Exception {
        open(ConnectionSettings.DEFAULT);
        Probe<Closed> aborter = Probe.in(tcp.system);
        end.tell(new Connection.Abort(aborter.ref()));

        assertInstanceOf(Reason.ByAbort.class, aborter.expect(Closed.class).reason());
        assertInstanceOf(Reason.ByAbort.class, end.closed());
        SocketException reset = assertThrows(SocketException.class, () -> peer.getInputStream().read());
        assertEquals("Connection reset", reset.getMessage());
        expectOver();
    }

    @Test
    void b19_aConfirmedCloseWaitsForThePeersEnd() throws Exception {
        open(ConnectionSettings.DEFAULT);
        end.writeAcked(LONG);
        end.tell(new Connection.ConfirmedClose());

        assertEquals(LONG.length(), peer.getInputStream().readAllBytes().length);
        end.handler().expect(new Acked("done"));
        end.handler().expectNothing();
        peer.close();
        assertInstanceOf(Reason.ByConfirmedClose.class, end.closed());
        expectOver();
    }

    @Test
    void b20_thePeersEndClosesBoth() throws Exception {
        open(ConnectionSettings.DEFAULT);
        peer.shutdownOutput();

        assertInstanceOf(Reason.ByPeer.class, end.closed());
        assertEquals(-1, peer.getInputStream().read());
        expectOver();
    }

    @Test
    void b21_aHalfOpenConnectionStillWrites() throws Exception {
        open(HALF_OPEN);
        peer.shutdownOutput();
        end.handler().expect(InputEnded.class);
        end.writeAcked(LONG);
        end.tell(new Connection.Close());

        assertEquals(LONG.length(), peer.getInputStream().readAllBytes().length);
        end.handler().expect(new Acked("done"));
        assertInstanceOf(Reason.ByClose.class, end.closed());
        expectOver();
    }

    @Test
    void b22_aConfirmedCloseOfAHalfOpenConnectionWaitsForNobody() throws Exception {
        open(HALF_OPEN);
        peer.shutdownOutput();
        end.handler().expect(InputEnded.class);
        end.tell(new Connection.ConfirmedClose());

        assertInstanceOf(Reason.ByConfirmedClose.class, end.closed());
        expectOver();
    }

    @Test
    void b23_aResetIsOneError() throws Exception {
        open(ConnectionSettings.DEFAULT);
        resetByPeer();

        Throwable cause = assertInstanceOf(Reason.ByError.class, end.closed()).cause();
        assertInstanceOf(IOException.class, cause);
        assertTrue(cause.getMessage().startsWith("Connection reset"), cause.getMessage());
        expectOver();
    }

    @Test
    void b24_whoWritesAfterAResetIsToldAsTheHandlerIs() throws Exception {
        open(HALF_OPEN);
        Probe<CommandFailed> writer = Probe.in(tcp.system);
        peer.shutdownOutput();
        end.handler().expect(InputEnded.class);
        resetByPeer();
        end.tell(new Connection.Write(LONG,
            new Connection.Ack<>(writer.ref(), new CommandFailed(null, null), failed -> failed)));

        CommandFailed failed = writer.expect(CommandFailed.class);
        assertInstanceOf(IOException.class, failed.cause());
        assertEquals(failed.cause(), assertInstanceOf(Reason.ByError.class, end.closed()).cause());
        expectOver();
    }

    @Test
    void b28_whatNobodyRegistersForIsReset() throws Exception {
        ActorRef<Connection.Command> connection = accept(
            ConnectionSettings.DEFAULT.registerWithin(Duration.ofMillis(50)));

        assertEquals(connection, tcp.binder.expect(Tcp.HandlerFailed.class).connection());
        tcp.system.stopped(connection).join();
        assertThrows(SocketException.class, () -> peer.getInputStream().read());
    }

    @Test
    void b28_whoRegistersTooLateIsTold() throws Exception {
        ActorRef<Connection.Command> connection = accept(ConnectionSettings.DEFAULT);
        tcp.system.kill(connection).join();
        Probe<Connection.Event> late = tcp.register(end.connected());

        assertInstanceOf(Reason.ByError.class, late.expect(Closed.class).reason());
        late.expectNothing();
    }

    @Test
    void b29_aConnectionWithoutHandlerEndsWithItsBinder() throws Exception {
        accept(ConnectionSettings.DEFAULT);
        Probe<Tcp.Event> connector = Probe.in(tcp.system);
        ActorRef<Tcp.Event> mortal = tcp.system.spawn("mortal", ctx -> connector.ref()::tell);
        tcp.manager.tell(new Tcp.Connect(end.connected().local(), mortal));
        ActorRef<Connection.Command> connection = connector.expect(Tcp.Connected.class).connection();

        tcp.system.stop(mortal).join();

        tcp.system.stopped(connection).join();
    }

    @Test
    void b31_aConnectionEndsWithItsHandler() throws Exception {
        accept(ConnectionSettings.DEFAULT);
        ActorRef<Connection.Event> mortal = tcp.system.spawn("mortal", ctx -> event -> {
        });
        end.tell(new Connection.Register(mortal));
        end.write("last words");
        assertEquals("last words", TcpFixture.receive(peer, 10));
        tcp.system.stop(mortal).join();

        assertEquals(-1, peer.getInputStream().read());
        peer.close();
        tcp.system.stopped(end.connection()).join();
    }

    @Test
    void b36_aConnectionThatIsKilledBeforeAnybodyRegistersIsReset() throws Exception {
        ActorRef<Connection.Command> connection = accept(ConnectionSettings.DEFAULT);
        tcp.system.kill(connection).join();

        assertThrows(SocketException.class, () -> peer.getInputStream().read());
    }

    /** Where the ancestor resets. */
    @Test
    void b36_aConnectionThatIsStoppedBeforeAnybodyRegistersEndsInOrder() throws Exception {
        ActorRef<Connection.Command> connection = accept(ConnectionSettings.DEFAULT);
        end.write("last words");
        tcp.system.drain(connection);

        assertEquals("last words", TcpFixture.receive(peer, 100));
        peer.close();
        tcp.system.stopped(connection).join();
    }
}
