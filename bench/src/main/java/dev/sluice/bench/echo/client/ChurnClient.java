package dev.sluice.bench.echo.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Short connections, so many at a time: connect, one byte there and back, close. The latency is that of all of it up to
 * the byte's return. The client closes first, so what rests in TIME_WAIT are its ports: it has many addresses.
 */
final class ChurnClient extends Client {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ShortConnection[] connections;
    private int opened;
    private long nextLook;

    private record ShortConnection(int id, SocketChannel channel, int slot, long since) {}

    ChurnClient(InetSocketAddress server, Load load) throws IOException {
        super(server, load);
        connections = new ShortConnection[load.connections()];
    }

    @Override
    void begin() throws IOException {
        for (int i = 0; i < connections.length; i++) {
            open(i, System.nanoTime());
        }
        nextLook = System.nanoTime() + PATIENCE_NANOS;
    }

    private void open(int slot, long now) throws IOException {
        int id = opened++;
        var connection = new ShortConnection(id, open(id), slot, now);
        connections[slot] = connection;
        connection.channel.configureBlocking(false);
        boolean isConnected = connection.channel.connect(server);
        connection.channel.register(selector, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
        if (isConnected) {
            connection.channel.write(table.slice(place(id), 1));
        }
    }

    private static int place(int id) {
        return Math.floorMod(id, ByteTable.LENGTH);
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        ShortConnection connection = (ShortConnection) key.attachment();
        if (key.isConnectable()) {
            connection.channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            connection.channel.write(table.slice(place(connection.id), 1));
        } else {
            receive(connection);
        }
    }

    private void receive(ShortConnection connection) throws IOException {
        if (connection.channel.read(buffer.clear()) < 0) {
            throw new IOException("the server has closed connection " + connection.id);
        }
        if (!buffer.flip().equals(table.slice(place(connection.id), 1))) {
            throw new IOException("wrong byte on connection " + connection.id);
        }
        long now = System.nanoTime();
        answered(connection.since, now);
        connection.channel.close();
        open(connection.slot, now);
    }

    @Override
    long due(long now) throws IOException {
        if (now - nextLook >= 0) {
            nextLook = now + PATIENCE_NANOS;
            for (ShortConnection connection : connections) {
                if (now - connection.since > PATIENCE_NANOS) {
                    throw new IOException("no answer on connection " + connection.id);
                }
            }
        }
        return POLL_MILLIS;
    }
}
