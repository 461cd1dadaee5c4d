package dev.sluice.transport.contract;

import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;

class SocketHistoriesTest extends HistoriesContract {
    @Override
    protected Line line(Random random) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 10 + random.nextInt(8));
            return new Line(() -> NioStream.connected(accepted), NioStream.connected(client));
        }
    }

    @Override
    protected int histories() {
        return 300;
    }
}
