package dev.sluice.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Two ends of a connection over the loopback: ours, in non-blocking mode, and a blocking peer. */
record Pair(SocketChannel ours, SocketChannel peer) implements AutoCloseable, NioPoller.Source {
    static final InetSocketAddress V4 = new InetSocketAddress("127.0.0.1", 0);
    static final InetSocketAddress V6 = new InetSocketAddress("::1", 0);

    static Pair open() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(V4)) {
            SocketChannel peer = SocketChannel.open(server.getLocalAddress());
            SocketChannel ours = server.accept();
            ours.configureBlocking(false);
            return new Pair(ours, peer);
        }
    }

    /** An address where nobody listens, and nobody else will: the port stays bound. */
    static Nobody nobody(InetAddress at) throws IOException {
        return new Nobody(SocketChannel.open().bind(new InetSocketAddress(at, 0)));
    }

    @Override
    public SocketChannel channel() {
        return ours;
    }

    void peerSays(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    /** Takes what is there, so that it is not ready any more. */
    void drain() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1024);
        while (ours.read(bytes.clear()) > 0) {
            // go on
        }
    }

    @Override
    public void close() throws IOException {
        ours.close();
        peer.close();
    }

    record Nobody(SocketChannel holder) implements AutoCloseable {
        SocketAddress address() throws IOException {
            return holder.getLocalAddress();
        }

        @Override
        public void close() throws IOException {
            holder.close();
        }
    }
}
