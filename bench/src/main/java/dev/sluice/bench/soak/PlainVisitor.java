package dev.sluice.bench.soak;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** With the JDK's sockets. */
final class PlainVisitor implements Visitor {
    private final ByteBuffer input = ByteBuffer.allocate(MOST_BYTES);
    private final Faults faults;

    PlainVisitor(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void visit(InetSocketAddress server, Way way, long stream, int bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.write(Pattern.buffer(stream, 0, bytes));
            switch (way) {
                case EXCHANGE -> read(channel, stream, bytes);
                case HALF_CLOSE -> {
                    channel.shutdownOutput();
                    read(channel, stream, bytes);
                    awaitEnd(channel);
                }
                case RESET -> {
                    read(channel, stream, 1);
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            }
        }
    }

    private void read(SocketChannel channel, long stream, int atLeast) throws IOException {
        input.clear();
        while (input.position() < atLeast) {
            if (channel.read(input) < 0) {
                throw new EOFException("after " + input.position() + " of " + atLeast);
            }
        }
        if (!Pattern.matches(input.flip(), stream, 0)) {
            faults.add("wrong bytes", "plain visitor, among the first " + input.limit());
        }
    }

    private void awaitEnd(SocketChannel channel) throws IOException {
        if (channel.read(input.clear()) >= 0) {
            faults.add("wrong bytes", "plain visitor, more than was sent");
        }
    }
}
