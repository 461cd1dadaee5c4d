package dev.sluice.bench.soak;

import dev.sluice.bench.soak.Tally.What;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends as much as it is let, and reads little of what comes back. A server without back-pressure would take all of it, and be
 * full of echoes; ours has to let the sender stall. In the end it reads on, and everything has to come.
 */
final class SlowReader {
    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = 32 << 10;
    /** Far more than is let through. */
    private static final long OFFERED = 64 * MEGABYTE;
    /** What the kernel may hold on both ways, and what the server may; well below what is offered. */
    private static final long MOST_ON_THEIR_WAY = 24 * MEGABYTE;
    /** Small, so that it is the server that has to hold what is more. */
    private static final int KERNEL_BUFFER = 128 << 10;
    private static final long TURN_MILLIS = 20;
    private static final long LEAST_MILLIS = 1500;
    private static final long MOST_MILLIS = 4000;

    private final SocketChannel channel;
    private final Crew crew;
    private final Findings findings;
    private final long stream = ThreadLocalRandom.current().nextInt(1000);
    private final ByteBuffer input = ByteBuffer.allocate(PIECE);
    private long sent;
    private long received;

    private SlowReader(SocketChannel channel, Crew crew, Findings findings) {
        this.channel = channel;
        this.crew = crew;
        this.findings = findings;
    }

    /** Does it for a few seconds. */
    static void run(InetSocketAddress server, Crew crew, Findings findings) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
            channel.connect(server);
            channel.configureBlocking(false);
            new SlowReader(channel, crew, findings).run();
        }
    }

    private void run() throws IOException {
        long life = ThreadLocalRandom.current().nextLong(LEAST_MILLIS, MOST_MILLIS);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(life);
        while (!crew.isOver() && System.nanoTime() < end) {
            send();
            read();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TURN_MILLIS));
        }
        if (sent - received > MOST_ON_THEIR_WAY) {
            findings.faults().add("no back-pressure", sent - received + " bytes were taken and not given back");
        }
        channel.shutdownOutput();
        readToTheEnd();
        findings.tally().add(What.SLOW_MEGABYTES, received / MEGABYTE);
    }

    private void send() throws IOException {
        while (sent < OFFERED) {
            int written = channel.write(Pattern.buffer(stream, sent, PIECE));
            sent += written;
            if (written < PIECE) {
                findings.tally().add(What.STALLS, 1);
                return;
            }
        }
    }

    /** Returns what came; less than 0 at the end. */
    private int read() throws IOException {
        int count = channel.read(input.clear());
        if (count > 0) {
            if (!Pattern.matches(input.flip(), stream, received)) {
                findings.faults().add("wrong bytes", "slow reader, after " + received);
            }
            received += count;
        }
        return count;
    }

    private void readToTheEnd() throws IOException {
        channel.configureBlocking(true);
        int count;
        do {
            count = read();
        } while (count >= 0);
        if (received != sent) {
            throw new EOFException("sent " + sent + ", got back " + received);
        }
    }
}
