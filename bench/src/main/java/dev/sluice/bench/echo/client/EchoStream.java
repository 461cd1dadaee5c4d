package dev.sluice.bench.echo.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.HdrHistogram.Histogram;

/**
 * One connection of a client: keeps a number of messages on the way, verifies each byte that returns, and takes the
 * time.
 */
public final class EchoStream {
    private final int id;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final int size;
    /** When each message that is on the way was sent; a ring. */
    private final long[] sent;
    private int oldest;
    private int onTheWay;
    private int sendPlace;
    private int receivePlace;
    /** Bytes of whole messages that the kernel hasn't taken yet. */
    private int unsent;
    /** Bytes of the oldest message that have returned. */
    private int returned;

    EchoStream(int id, SocketChannel channel, Selector selector, Load load) throws IOException {
        this.id = id;
        this.channel = channel;
        this.size = load.size();
        this.sent = new long[load.depth()];
        this.sendPlace = ByteTable.start(id);
        this.receivePlace = sendPlace;
        channel.configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends as many messages as may be on the way. */
    void start(ByteTable table) throws IOException {
        long now = System.nanoTime();
        while (onTheWay < sent.length) {
            enqueue(now);
        }
        send(table);
    }

    private void enqueue(long now) {
        sent[(oldest + onTheWay++) % sent.length] = now;
        unsent += size;
    }

    private void send(ByteTable table) throws IOException {
        boolean taken = true;
        while (taken && unsent > 0) {
            int length = Math.min(unsent, ByteTable.LENGTH);
            int written = channel.write(table.slice(sendPlace, length));
            sendPlace = ByteTable.after(sendPlace, written);
            unsent -= written;
            taken = written == length;
        }
        int interest = taken ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /**
     * Takes what has returned, and sends as much again.
     *
     * @param goesOn false = sends nothing new
     * @return how many messages came to their end
     */
    int ready(ByteTable table, ByteBuffer buffer, Histogram latencies, boolean goesOn) throws IOException {
        int done = key.isReadable() ? receive(table, buffer.clear(), latencies, goesOn) : 0;
        if (unsent > 0) {
            send(table);
        }
        return done;
    }

    private int receive(ByteTable table, ByteBuffer buffer, Histogram latencies, boolean goesOn) throws IOException {
        int read = channel.read(buffer);
        if (read < 0) {
            throw new EOFException("the server has closed connection " + id);
        }
        verify(table.slice(receivePlace, read), buffer.flip());
        receivePlace = ByteTable.after(receivePlace, read);
        returned += read;
        int done = 0;
        long now = System.nanoTime();
        for (; returned >= size; returned -= size, done++) {
            end(now, latencies);
            if (goesOn) {
                enqueue(now);
            }
        }
        return done;
    }

    private void verify(ByteBuffer expected, ByteBuffer actual) throws IOException {
        int wrong = expected.mismatch(actual);
        if (wrong >= 0) {
            throw new IOException("wrong byte on connection " + id + ", " + wrong + " behind place " + receivePlace);
        }
        if (returned + actual.remaining() > (long) onTheWay * size) {
            throw new IOException("more came back on connection " + id + " than was sent");
        }
    }

    private void end(long now, Histogram latencies) {
        latencies.recordValue(Sample.within(now - sent[oldest], latencies));
        oldest = (oldest + 1) % sent.length;
        onTheWay--;
    }
}
