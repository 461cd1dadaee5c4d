package dev.sluice.transport.contract;

import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The one under test is connecting when it is made; its peer was accepted. */
class NioStreamHandleTest extends StreamHandleContract {
    private static final int BUFFER = 16 << 10;

    @Override
    protected Pair pair() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            NioStream client = NioStream.connect(small(SocketChannel.open()), server.getLocalAddress());
            return new Pair(client, NioStream.connected(small(server.accept())));
        }
    }

    private static SocketChannel small(SocketChannel channel) throws IOException {
        return channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER)
            .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }
}
