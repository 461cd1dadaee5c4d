package dev.sluice.bench.soak;

import dev.sluice.bench.soak.Tally.What;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Small messages at a fixed rate, by turns over several connections, whether or not the last ones have come back. A latency
 * counts from when its message was due, so that a server that stops for a while is charged for all that were due meanwhile.
 */
final class PingPong {
    private static final int SIZE = 64;
    private static final int PER_SECOND = 600;
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

    private final List<SocketChannel> channels;
    private final Crew crew;
    private final Findings findings;
    private final long start = System.nanoTime();

    private PingPong(List<SocketChannel> channels, Crew crew, Findings findings) {
        this.channels = channels;
        this.crew = crew;
        this.findings = findings;
    }

    /** One connection to each. */
    static void start(List<InetSocketAddress> servers, Crew crew, Findings findings) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            channels.add(SocketChannel.open(server).setOption(StandardSocketOptions.TCP_NODELAY, true));
        }
        new PingPong(channels, crew, findings).start();
    }

    private void start() {
        for (int i = 0; i < channels.size(); i++) {
            int index = i;
            crew.start("ping-pong reader", () -> read(channels.get(index), index));
        }
        crew.start("ping-pong writer", this::write);
    }

    private long due(long turn) {
        return start + turn * INTERVAL;
    }

    private void write() throws IOException {
        for (long turn = 0; !crew.isOver(); turn++) {
            for (long wait; (wait = due(turn) - System.nanoTime()) > 0;) {
                LockSupport.parkNanos(wait);
            }
            findings.sends().record(System.nanoTime() - due(turn));
            int index = (int) (turn % channels.size());
            channels.get(index).write(Pattern.buffer(index, turn / channels.size() * SIZE, SIZE));
        }
        for (SocketChannel channel : channels) {
            channel.shutdownOutput();
        }
    }

    /** Until the server has ended its side too, which it does when all is echoed. */
    private void read(SocketChannel channel, int index) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(SIZE);
        try (channel) {
            for (long number = 0; fill(channel, message); number++) {
                findings.echoes().record(System.nanoTime() - due(number * channels.size() + index));
                if (!Pattern.matches(message.flip(), index, number * SIZE)) {
                    findings.faults().add("wrong bytes", "ping-pong, message " + number);
                }
                findings.tally().add(What.MESSAGES, 1);
            }
            if (!crew.isOver()) {
                throw new EOFException("the server has ended it");
            }
        }
    }

    private static boolean fill(SocketChannel channel, ByteBuffer message) throws IOException {
        message.clear();
        while (message.hasRemaining()) {
            if (channel.read(message) < 0) {
                if (message.position() > 0) {
                    throw new EOFException("within a message");
                }
                return false;
            }
        }
        return true;
    }
}
