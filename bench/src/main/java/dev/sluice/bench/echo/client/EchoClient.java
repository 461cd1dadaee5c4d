package dev.sluice.bench.echo.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A closed loop: an answer that has come back whole, and was verified, is the signal for the next message. */
public final class EchoClient extends Client {
    private static final long DRAIN_SECONDS = 10;

    private final List<EchoStream> streams = new ArrayList<>();
    private boolean goesOn;
    private int onTheWay;

    /** Opens all connections. */
    public EchoClient(InetSocketAddress server, Load load) throws IOException {
        super(server, load);
        try {
            for (int i = 0; i < load.connections(); i++) {
                SocketChannel channel = open(i);
                channel.connect(server);
                streams.add(new EchoStream(i, channel, selector, load));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** One message, or as many as may be on the way, on each connection. */
    public void exchangeOnce() throws IOException {
        begin();
        drain();
    }

    /** Runs for so long, and waits for the last answers. */
    public void run(double seconds) throws IOException {
        begin();
        exchange(seconds);
        drain();
    }

    /** How many messages have come back so far. */
    public long answered() {
        return answered;
    }

    @Override
    void begin() throws IOException {
        goesOn = true;
        onTheWay = streams.size() * load.depth();
        for (EchoStream stream : streams) {
            stream.start(table);
        }
    }

    private void drain() throws IOException {
        goesOn = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (onTheWay > 0) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException("no answer within " + DRAIN_SECONDS + " s");
            }
            turn();
        }
    }

    @Override
    void ready(SelectionKey key) throws IOException {
        int done = ((EchoStream) key.attachment()).ready(table, buffer, latencies, goesOn);
        answered += done;
        onTheWay -= goesOn ? 0 : done;
    }
}
