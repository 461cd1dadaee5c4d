package dev.sluice.bench.echo.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * The yardstick of UDP: one thread, one selector, one socket, one buffer. What the kernel doesn't take at once is
 * dropped, as anywhere else on the way.
 */
public final class BareDatagramEchoServer implements Runnable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Selector selector = Selector.open();
    private final DatagramChannel socket = DatagramChannel.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private BareDatagramEchoServer() throws IOException {
        socket.bind(Listening.anyPort());
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if it can't listen
     */
    public static void main(String[] args) throws IOException {
        BareDatagramEchoServer server = new BareDatagramEchoServer();
        Thread loop = new Thread(server, "bare-loop");
        loop.start();
        ServerConsole.serve(server.socket.socket().getLocalPort(), Figures.of(loop));
    }

    @Override
    public void run() {
        Consumer<SelectionKey> ready = key -> echo();
        try {
            while (true) {
                selector.select(ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that there are: nobody else is on this loop. */
    private void echo() {
        try {
            for (SocketAddress sender; (sender = socket.receive(buffer.clear())) != null;) {
                socket.send(buffer.flip(), sender);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't echo", e);
        }
    }
}
