package dev.sluice.bench.echo.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A closed loop over UDP, one datagram on the way in each socket. It begins with its number. */
final class DatagramClient extends Client {
    private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LOOK_MILLIS = 50;

    private final List<Socket> sockets = new ArrayList<>();
    private final ByteBuffer expected;
    private long nextLook;

    private static final class Socket {
        final int id;
        final DatagramChannel channel;
        long number;
        long since;

        Socket(int id, DatagramChannel channel) {
            this.id = id;
            this.channel = channel;
        }
    }

    DatagramClient(InetSocketAddress server, Load load) throws IOException {
        super(server, load);
        expected = ByteBuffer.allocateDirect(load.size());
        try {
            for (int i = 0; i < load.connections(); i++) {
                sockets.add(socket(i));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Socket socket(int id) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        Socket socket = new Socket(id, channel);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, socket);
        channel.connect(server);
        return socket;
    }

    @Override
    void begin() throws IOException {
        for (Socket socket : sockets) {
            send(socket, System.nanoTime());
        }
    }

    private void send(Socket socket, long now) throws IOException {
        socket.since = now;
        socket.channel.write(datagram(socket));
    }

    private ByteBuffer datagram(Socket socket) {
        int place = (int) ((ByteTable.start(socket.id) + socket.number) % ByteTable.LENGTH);
        return expected.clear().putLong(socket.number).put(table.slice(place, load.size() - Long.BYTES)).flip();
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        Socket socket = (Socket) key.attachment();
        socket.channel.read(buffer.clear());
        buffer.flip();
        if (isLate(socket)) {
            return;
        }
        if (!datagram(socket).equals(buffer)) {
            throw new IOException("wrong bytes in datagram " + socket.number + " on socket " + socket.id);
        }
        long now = System.nanoTime();
        answered(socket.since, now);
        socket.number++;
        send(socket, now);
    }

    /** Whether it answers what was taken for lost, and has been answered meanwhile. */
    private boolean isLate(Socket socket) {
        return buffer.remaining() == load.size() && buffer.getLong(0) < socket.number;
    }

    @Override
    long due(long now) throws IOException {
        if (now - nextLook >= 0) {
            nextLook = now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
            for (Socket socket : sockets) {
                sendAgain(socket, now);
            }
        }
        return LOOK_MILLIS;
    }

    private void sendAgain(Socket socket, long now) throws IOException {
        if (now - socket.since > LOST_NANOS) {
            lost++;
            send(socket, now);
        }
    }
}
