package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A virtual thread for each connection, which blocks; all of them on one thread of the system, with the JDK's own that
 * wait for sockets.
 *
 * <p>A thread that waits for input waits with its buffer: so it is of 16 KiB, which still takes bulk data in few calls,
 * and 100 000 idle connections fit into the heap. Direct memory would not be spared: the JDK frees it by its collector
 * alone.
 */
public final class VirtualThreadsEchoServer {
    private static final int BUFFER_BYTES = 16 * 1024;

    private VirtualThreadsEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if it can't listen
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "1"); // read when the first of them is made
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(Listening.anyPort(), Listening.BACKLOG);
        Thread.startVirtualThread(() -> accept(listener));
        ServerConsole.serve(listener.socket().getLocalPort(), Figures.ofAllThreads());
    }

    private static void accept(ServerSocketChannel listener) {
        try {
            while (true) {
                SocketChannel connection = listener.accept();
                Thread.startVirtualThread(() -> serve(connection));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't accept", e);
        }
    }

    private static void serve(SocketChannel connection) {
        try (connection) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            echo(connection, ByteBuffer.allocate(BUFFER_BYTES));
        } catch (IOException e) {
            // usually a reset; it is closed now
        }
    }

    private static void echo(SocketChannel connection, ByteBuffer buffer) throws IOException {
        while (connection.read(buffer.clear()) >= 0) {
            connection.write(buffer.flip()); // of a blocking channel: all of it
        }
    }
}
