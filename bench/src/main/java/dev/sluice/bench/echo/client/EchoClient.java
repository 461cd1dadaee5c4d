package dev.sluice.bench.echo.client;

import dev.sluice.bench.echo.server.ProcFs;
import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/**
 * A client of one thread in a closed loop: an answer that has come back whole, and was verified, is the signal for the
 * next message. In the JVM of a measurement, or in one of its own.
 *
 * <p>On two processors this client is the bottleneck before the server is, and then all servers look alike: look at the
 * server's processor time per message, or take a client in C.
 */
public final class EchoClient implements AutoCloseable {
    private static final int POLL_MILLIS = 100;
    private static final long DRAIN_SECONDS = 10;
    /** One address has some 28 000 ports to connect from. */
    private static final int CONNECTIONS_PER_ADDRESS = 10_000;

    private final Selector selector = Selector.open();
    private final List<EchoStream> streams = new ArrayList<>();
    private final ByteTable table = new ByteTable();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ByteTable.LENGTH);
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Consumer<SelectionKey> ready = this::ready;
    private final int depth;
    private boolean goesOn;
    private int onTheWay;
    private long answered;

    /** Opens all connections. */
    public EchoClient(InetSocketAddress server, Load load) throws IOException {
        depth = load.depth();
        try {
            for (int i = 0; i < load.connections(); i++) {
                streams.add(new EchoStream(i, connect(server, i / CONNECTIONS_PER_ADDRESS), selector, load));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static SocketChannel connect(InetSocketAddress server, int local) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (local > 0) {
                channel.bind(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + local)}), 0));
            }
            channel.connect(server);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** One message, or as many as may be on the way, on each connection. */
    public void exchangeOnce() throws IOException {
        start();
        drain();
    }

    /** Runs for so long, and waits for the last answers. */
    public void run(double seconds) throws IOException {
        start();
        exchange(seconds);
        drain();
    }

    /** Runs for a while, measures, and waits for the last answers. */
    public Sample measure(double warmSeconds, double seconds, DoubleSupplier serverCpuSeconds) throws IOException {
        start();
        exchange(warmSeconds);
        latencies.reset();
        double cpu = serverCpuSeconds.getAsDouble();
        long answeredBefore = answered;
        long begin = System.nanoTime();
        exchange(seconds);
        double took = (System.nanoTime() - begin) / 1e9;
        double messages = Math.max(1, answered - answeredBefore);
        cpu = serverCpuSeconds.getAsDouble() - cpu;
        Sample sample = new Sample(messages / took, micros(50), micros(99), cpu / messages * 1e6, cpu / took * 100);
        drain();
        return sample;
    }

    private double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** How many messages have come back so far. */
    public long answered() {
        return answered;
    }

    private void start() throws IOException {
        goesOn = true;
        onTheWay = streams.size() * depth;
        for (EchoStream stream : streams) {
            stream.start(table);
        }
    }

    private void exchange(double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() - end < 0) {
            selector.select(ready, POLL_MILLIS);
        }
    }

    private void drain() throws IOException {
        goesOn = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (onTheWay > 0) {
            if (System.nanoTime() - end >= 0) {
                throw new IOException("no answer within " + DRAIN_SECONDS + " s");
            }
            selector.select(ready, POLL_MILLIS);
        }
    }

    private void ready(SelectionKey key) {
        try {
            int done = ((EchoStream) key.attachment()).ready(table, buffer, latencies, goesOn);
            answered += done;
            onTheWay -= goesOn ? 0 : done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (EchoStream stream : streams) {
            stream.close();
        }
        selector.close();
    }

    /**
     * Measures one server, and prints the result in one line.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails, or gives back other bytes than were sent
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(EchoClient.class)
            .option("port", 7000, "where the server listens, on 127.0.0.1")
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("depth", 1, "messages on the way in one connection")
            .option("warm", 2, "seconds before measuring")
            .option("seconds", 5, "seconds of measuring")
            .option("server-pid", 0, "the server's process, for its processor time; 0 = unknown")
            .parse(args);
        long pid = options.integer("server-pid");
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.integer("port"));
        try (EchoClient client = new EchoClient(server, Load.of(options))) {
            System.out.println(client.measure(options.seconds("warm"), options.seconds("seconds"),
                () -> pid == 0 ? 0 : ProcFs.cpuSeconds(pid)).format());
        }
    }
}
