package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.NioPoller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The JDK's selector, and sockets. */
class NioPollerContractTest extends PollerContract {
    @Override
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    @Override
    protected Subject subject(ChannelPoller poller) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(any)) {
            SocketChannel peer = SocketChannel.open(server.getLocalAddress());
            SocketChannel ours = server.accept();
            ours.configureBlocking(false);
            return new Socket(ours, peer);
        }
    }

    private record Socket(SocketChannel channel, SocketChannel peer) implements Subject, NioPoller.Source {
        @Override
        public Object source() {
            return this;
        }

        @Override
        public void makeReadable() throws IOException {
            peer.write(ByteBuffer.wrap(new byte[1]));
        }

        @Override
        public void drain() throws IOException {
            while (channel.read(ByteBuffer.allocate(10)) > 0) {
                // go on
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            peer.close();
        }
    }
}
