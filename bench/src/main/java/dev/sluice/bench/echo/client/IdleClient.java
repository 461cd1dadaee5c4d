package dev.sluice.bench.echo.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many connections that have all echoed a message, and are touched with another one in turn, at equal distances. The
 * latency counts from when a message was due, however late it was sent: neither a slow server nor a slow client can
 * hide.
 */
final class IdleClient extends Client {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long OPEN_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final List<Idle> connections = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final double openSeconds;
    private long distance = Long.MAX_VALUE;
    private long nextDue;
    private int next;
    private int onTheWay;

    private static final class Idle {
        final int id;
        final SocketChannel channel;
        boolean isAsked;
        long due;
        int returned;

        Idle(int id, SocketChannel channel) {
            this.id = id;
            this.channel = channel;
        }
    }

    IdleClient(InetSocketAddress server, Load load) throws IOException {
        super(server, load);
        until = begun;
        nextDue = begun;
        try {
            for (int i = 0; i < load.connections(); i++) {
                connections.add(connect(i));
            }
            await(OPEN_NANOS);
        } catch (IOException e) {
            close();
            throw e;
        }
        openSeconds = (System.nanoTime() - begun) / 1e9;
    }

    private Idle connect(int id) throws IOException {
        Idle connection = new Idle(id, open(id));
        connection.channel.setOption(StandardSocketOptions.SO_LINGER, 0); // so many would rest in TIME_WAIT
        connection.channel.connect(server);
        connection.channel.configureBlocking(false);
        connection.channel.register(selector, SelectionKey.OP_READ, connection);
        touch(connection, System.nanoTime());
        return connection;
    }

    private void touch(Idle connection, long due) throws IOException {
        if (connection.isAsked) {
            throw new IOException("no answer on connection " + connection.id + " before its next turn");
        }
        connection.isAsked = true;
        connection.due = due;
        connection.returned = 0;
        onTheWay++;
        if (connection.channel.write(table.slice(ByteTable.start(connection.id), load.size())) < load.size()) {
            throw new IOException("connection " + connection.id + " takes no message");
        }
    }

    private void await(long patienceNanos) throws IOException {
        long end = System.nanoTime() + patienceNanos;
        while (onTheWay > 0) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException("no answer on " + onTheWay + " connections");
            }
            turn();
        }
    }

    @Override
    void begin() {
        nextDue = System.nanoTime();
        if (load.fractionPerSecond() > 0) {
            distance = (long) (1e9 / (load.fractionPerSecond() * connections.size()));
        }
    }

    /** Within the last millisecond before a message is due it doesn't sleep, and so is not late. */
    @Override
    long due(long now) throws IOException {
        while (distance != Long.MAX_VALUE && nextDue - now <= 0 && nextDue - until < 0) {
            touch(connections.get(next), nextDue);
            next = (next + 1) % connections.size();
            nextDue += distance;
        }
        long wait = nextDue - until < 0 && distance != Long.MAX_VALUE ? nextDue - now : until - now;
        return wait < 0 ? POLL_MILLIS : Math.min(POLL_MILLIS, TimeUnit.NANOSECONDS.toMillis(wait));
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        Idle connection = (Idle) key.attachment();
        int read = connection.channel.read(buffer.clear());
        if (read < 0) {
            throw new IOException("the server has closed connection " + connection.id);
        }
        verify(connection, read);
        connection.returned += read;
        if (connection.returned == load.size()) {
            answered(connection);
        }
    }

    private void verify(Idle connection, int read) throws IOException {
        int place = ByteTable.start(connection.id) + connection.returned;
        if (!connection.isAsked || connection.returned + read > load.size()
            || !table.slice(place, read).equals(buffer.flip())) {
            throw new IOException("wrong bytes on connection " + connection.id);
        }
    }

    private void answered(Idle connection) {
        connection.isAsked = false;
        onTheWay--;
        if (connection.due - countsSince >= 0) {
            answered(connection.due, System.nanoTime());
        }
    }

    /** What was due within the measured time counts, also if it is answered later. */
    @Override
    void end() throws IOException {
        due(System.nanoTime());
        await(PATIENCE_NANOS);
    }

    @Override
    double openSeconds() {
        return openSeconds;
    }
}
