package dev.sluice.bench.echo.server;

import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The yardstick: one thread, one selector (or several of such loops), and nothing above them. What is read is written back from the same buffer;
 * what a connection doesn't take stays with it, and that connection is not read until it has taken the rest.
 *
 * <p>An idle connection costs what the JDK makes of it and nothing more. A blocked one keeps the very buffer that it is
 * blocked with, and the loop goes on with another: the rest is never copied.
 */
public final class BareEchoServer implements Runnable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Selector selector = Selector.open();
    private final Work work;
    private ServerSocketChannel listener;
    /** Who gets the connections, in turn. */
    private List<BareEchoServer> loops;
    private int accepted;
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private BareEchoServer(Work work) throws IOException {
        this.work = work;
    }

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args see {@code --help}
     * @throws IOException if it can't listen
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(BareEchoServer.class)
            .option("work-nanos", 0, "how long the processor is kept busy with each input")
            .option("loops", 1, "how many; they take the connections in turn")
            .parse(args);
        List<BareEchoServer> loops = new ArrayList<>();
        for (int i = 0; i < options.integer("loops"); i++) {
            loops.add(new BareEchoServer(new Work(options.integer("work-nanos"))));
        }
        int port = loops.get(0).listen(loops);
        List<Thread> threads = loops.stream().map(loop -> new Thread(loop, "bare-loop")).toList();
        threads.forEach(Thread::start);
        ServerConsole.serve(port, threads.size() > 1 ? Figures.ofAllThreads() : Figures.of(threads.get(0)));
    }

    private int listen(List<BareEchoServer> inTurn) throws IOException {
        loops = inTurn;
        listener = ServerSocketChannel.open().bind(Listening.anyPort(), Listening.BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        return listener.socket().getLocalPort();
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
            for (SocketChannel connection; (connection = listener.accept()) != null;) {
                connection.configureBlocking(false);
                connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
                BareEchoServer next = loops.get(accepted++ % loops.size());
                connection.register(next.selector, SelectionKey.OP_READ);
                if (next != this) {
                    next.selector.wakeup(); // it may be waiting
                }
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
        if (work.nanos() > 0) {
            work.burn();
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
