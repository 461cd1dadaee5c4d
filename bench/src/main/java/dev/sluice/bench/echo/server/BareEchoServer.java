package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The yardstick: one thread, one selector, and nothing above them. What is read is written back from the same buffer;
 * what a connection doesn't take stays with it, and that connection is not read until it has taken the rest.
 *
 * <p>An idle connection costs what the JDK makes of it and nothing more. A blocked one keeps the very buffer that it is
 * blocked with, and the loop goes on with another: the rest is never copied.
 */
public final class BareEchoServer implements Runnable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private BareEchoServer() throws IOException {
        listener.bind(Listening.anyPort(), Listening.BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if it can't listen
     */
    public static void main(String[] args) throws IOException {
        BareEchoServer server = new BareEchoServer();
        Thread loop = new Thread(server, "bare-loop");
        loop.start();
        ServerConsole.serve(server.listener.socket().getLocalPort(), Figures.of(loop));
    }

    @Override
    public void run() {
        Consumer<SelectionKey> ready = this::ready;
        try {
            while (true) {
                selector.select(ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        if (key.channel() instanceof SocketChannel connection) {
            serve(key, connection);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel accepted; (accepted = listener.accept()) != null;) {
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't accept", e);
        }
    }

    private void serve(SelectionKey key, SocketChannel connection) {
        try {
            if (key.attachment() instanceof ByteBuffer rest) {
                writeRest(key, connection, rest);
            } else {
                echo(key, connection);
            }
        } catch (IOException e) {
            close(key, connection); // usually a reset
        }
    }

    private void echo(SelectionKey key, SocketChannel connection) throws IOException {
        ByteBuffer bytes = buffer.clear();
        if (connection.read(bytes) < 0) {
            close(key, connection);
            return;
        }
        connection.write(bytes.flip());
        if (bytes.hasRemaining()) {
            key.attach(bytes);
            key.interestOps(SelectionKey.OP_WRITE);
            buffer = spare.isEmpty() ? ByteBuffer.allocateDirect(BUFFER_BYTES) : spare.pop();
        }
    }

    private void writeRest(SelectionKey key, SocketChannel connection, ByteBuffer rest) throws IOException {
        connection.write(rest);
        if (!rest.hasRemaining()) {
            key.attach(null);
            key.interestOps(SelectionKey.OP_READ);
            spare.push(rest);
        }
    }

    private void close(SelectionKey key, SocketChannel connection) {
        if (key.attach(null) instanceof ByteBuffer rest) {
            spare.push(rest);
        }
        try {
            connection.close();
        } catch (IOException e) {
            System.err.println("failed to close a connection: " + e);
        }
    }
}
