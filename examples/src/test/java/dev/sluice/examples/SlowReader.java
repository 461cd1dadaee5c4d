package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;

/**
 * A client of an echo that always lags behind: it writes as long as the connection takes anything, and only when that takes nothing
 * more it reads a little. So everything on the way, up to the server's output, is full all the time. Compares every byte.
 */
final class SlowReader implements AutoCloseable {
    /** A prime, so that no round number of lost bytes goes unnoticed. */
    private static final int PERIOD = 65_521;
    private static final int QUIET_MILLIS = 300;

    private final ByteBuffer pattern = ByteBuffer.allocateDirect(2 * PERIOD);
    private final ByteBuffer input = ByteBuffer.allocateDirect(PERIOD);
    private final long volume;
    private final SocketChannel channel;
    private final Selector selector;
    private long sent;
    private long received;

    SlowReader(int port, long volume) throws IOException {
        this.volume = volume;
        byte[] period = new byte[PERIOD];
        new Random(11).nextBytes(period);
        pattern.put(period).put(period);
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_WRITE);
    }

    /** Writes until nothing on the way takes any more. Gives how much that was. */
    long fillUp() throws IOException {
        while (sent < volume && select(SelectionKey.OP_WRITE, QUIET_MILLIS)) {
            write();
        }
        return sent;
    }

    /** Sends the rest, and reads it all. */
    void complete() throws IOException {
        while (received < volume) {
            if (!write() && !read()) {
                select(sent < volume ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ, 0);
            }
        }
        select(SelectionKey.OP_READ, 0);
        assertEquals(-1, channel.read(input.clear()), "the end of the stream");
    }

    private boolean select(int operations, int millis) throws IOException {
        channel.keyFor(selector).interestOps(operations);
        return selector.select(key -> {}, millis) > 0;
    }

    private boolean write() throws IOException {
        if (sent == volume) {
            return false;
        }
        int start = (int) (sent % PERIOD);
        int written = channel.write(pattern.slice(start, (int) Math.min(PERIOD, volume - sent)));
        sent += written;
        if (sent == volume) {
            channel.shutdownOutput();
        }
        return written > 0;
    }

    private boolean read() throws IOException {
        int read = channel.read(input.clear());
        if (read < 0) {
            throw new AssertionError("ended after " + received + " of " + volume + " bytes");
        }
        int difference = input.flip().mismatch(pattern.slice((int) (received % PERIOD), read));
        assertEquals(-1, difference, () -> "wrong byte at " + (received + difference));
        received += read;
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
