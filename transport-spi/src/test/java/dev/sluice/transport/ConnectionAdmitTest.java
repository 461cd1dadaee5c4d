package dev.sluice.transport;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** An observer says no when the handle is open already. */
class ConnectionAdmitTest {
    private static final IOException NO = new IOException("another one was faster");

    @Test
    void whatIsNotAdmittedIsResetAndHasNeverBeenOpen() throws IOException {
        try (ConnectionFixture fixture = new ConnectionFixture();
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Probe<Object> told = Probe.in(fixture.system);
            ActorRef<Connection.Command> refused = fixture.spawn(
                () -> NioStream.connect(SocketChannel.open(), server.getLocalSocketAddress()),
                StreamOrigin.observedBy(new Refusing(told.ref())));

            assertSame(NO, told.expect(IOException.class));
            fixture.system.stopped(refused).join();
            told.expectNothing();
            try (Socket peer = server.accept()) {
                assertThrows(IOException.class, () -> peer.getInputStream().read());
            }
        }
    }

    private record Refusing(ActorRef<Object> told) implements StreamOrigin.Observer {
        @Override
        public void admit() throws IOException {
            throw NO;
        }

        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {
            told.tell("opened");
        }

        @Override
        public void failed(Exception cause) {
            told.tell(cause);
        }

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {
            told.tell("handler failed");
        }
    }
}
