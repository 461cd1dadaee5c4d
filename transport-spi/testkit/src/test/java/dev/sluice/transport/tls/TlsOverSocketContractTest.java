package dev.sluice.transport.tls;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Layer;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.contract.StreamContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A client on a socket, whose peer is the JDK's own {@code SSLSocket}. */
class TlsOverSocketContractTest extends StreamContract {
    private static final int BUFFER = 16 << 10;
    /** What is sealed and not sent, or come and not opened, on both sides. */
    private static final int HELD = 256 << 10;

    @Override
    protected Line line() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Socket client = new Socket();
            client.setReceiveBufferSize(BUFFER);
            client.setSendBufferSize(BUFFER);
            client.connect(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            return new Line(() -> NioStream.connected(accepted),
                new SslPeer(client, Identities.serversWithoutTickets()));
        }
    }

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Ends ends = super.open(system, settings, handlers);
        ((SslPeer) ends.peer()).awaitOpen();
        return ends;
    }

    @Override
    protected Layer layer() {
        return Identities.client();
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER + HELD;
    }
}
