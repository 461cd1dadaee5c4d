package dev.sluice.transport.contract;

import dev.sluice.transport.NioStream;
import dev.sluice.transport.testkit.SocketPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

class SocketContractTest extends StreamContract {
    private static final int BUFFER = 16 << 10;

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
            return new Line(() -> NioStream.connected(accepted), new SocketPeer(client));
        }
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }
}
