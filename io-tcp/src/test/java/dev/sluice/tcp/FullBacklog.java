package dev.sluice.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that accepts nobody, and whose backlog is full, so that a further connect gets no answer. */
final class FullBacklog implements AutoCloseable {
    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(200);

    private final ServerSocket server;
    private final List<Socket> waiting = new ArrayList<>();

    FullBacklog() throws IOException {
        this(InetAddress.getLoopbackAddress(), 0);
    }

    FullBacklog(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 1, address);
        while (fill()) {
            // one more
        }
    }

    private boolean fill() throws IOException {
        Socket next = new Socket();
        try {
            next.connect(address(), (int) ANSWERED_WITHIN.toMillis());
            waiting.add(next);
            return true;
        } catch (SocketTimeoutException full) {
            next.close();
            return false;
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        server.close();
    }
}
