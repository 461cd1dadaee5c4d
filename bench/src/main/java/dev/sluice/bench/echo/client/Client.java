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
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.HdrHistogram.Histogram;

/**
 * A client of one thread, which verifies each byte that returns. In the JVM of a measurement, or in one of its own.
 *
 * <p>On two processors this client is the bottleneck before the server is, and then all servers look alike: look at the
 * server's processor time per message, or take the client in C.
 */
public abstract class Client implements AutoCloseable {
    static final int POLL_MILLIS = 100;

    final Load load;
    final InetSocketAddress server;
    final Selector selector = Selector.open();
    final ByteTable table = new ByteTable();
    final ByteBuffer buffer = ByteBuffer.allocateDirect(ByteTable.LENGTH);
    final Histogram latencies = Sample.emptyLatencies();
    /** Since when it counts. */
    long countsSince = System.nanoTime();
    /** When the present part of the run ends. */
    long until;
    long answered;
    long lost;

    private final Consumer<SelectionKey> ready = this::readyUnchecked;

    Client(InetSocketAddress server, Load load) throws IOException {
        this.server = server;
        this.load = load;
    }

    static Client of(InetSocketAddress server, Load load) throws IOException {
        return switch (load.exchange()) {
            case PING_PONG, BULK -> new EchoClient(server, load);
            case CHURN -> new ChurnClient(server, load);
            case DATAGRAMS -> new DatagramClient(server, load);
            case IDLE -> new IdleClient(server, load);
        };
    }

    /** Sends the first messages. */
    abstract void begin() throws IOException;

    /** Takes what has come. */
    abstract void ready(SelectionKey key) throws IOException;

    /**
     * Does what is due by the clock.
     *
     * @return milliseconds until it wants to be asked again; 0 = at once
     */
    long due(long now) throws IOException {
        return POLL_MILLIS;
    }

    /** Waits for answers that still count. */
    void end() throws IOException {}

    /** How long it took to open the connections; 0 = not measured. */
    double openSeconds() {
        return 0;
    }

    /** A connection from the address that is its turn. */
    final SocketChannel open(int connection) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (load.addresses() > 0) {
                byte last = (byte) (2 + connection % load.addresses());
                channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, last}), 0));
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    final void answered(long since, long now) {
        latencies.recordValue(Sample.within(now - since, latencies));
        answered++;
    }

    /** Runs for so long. */
    final void exchange(double seconds) throws IOException {
        until = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() - until < 0) {
            turn();
        }
    }

    final void turn() throws IOException {
        long wait = due(System.nanoTime());
        try {
            if (load.isSpinning() || wait <= 0) {
                selector.selectNow(ready);
            } else {
                selector.select(ready, wait);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void readyUnchecked(SelectionKey key) {
        try {
            ready(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs for a while, and then measures. */
    final Sample measure(double warmSeconds, double seconds, DoubleSupplier serverCpuSeconds) throws IOException {
        begin();
        exchange(warmSeconds);
        latencies.reset();
        answered = 0;
        lost = 0;
        double cpu = serverCpuSeconds.getAsDouble();
        countsSince = System.nanoTime();
        exchange(seconds);
        double took = (System.nanoTime() - countsSince) / 1e9;
        cpu = serverCpuSeconds.getAsDouble() - cpu;
        end();
        return sample(load.amount(answered), took, cpu);
    }

    private Sample sample(double amount, double seconds, double serverCpu) {
        return new Sample(amount / seconds, Sample.micros(latencies, 50), Sample.micros(latencies, 90),
            Sample.micros(latencies, 99), Sample.micros(latencies, 99.9), Sample.micros(latencies, 100),
            amount == 0 ? 0 : serverCpu / amount * 1e6, serverCpu / seconds * 100, lost, openSeconds(), latencies);
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /**
     * Measures one server, and prints the result; ends with status 1 if a connection fails, or gives back other bytes
     * than were sent.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Options options = Options.of(Client.class)
            .option("exchange", Exchange.PING_PONG.label(), "ping-pong, bulk, churn, datagrams or idle")
            .option("port", 7000, "where the server listens, on 127.0.0.1")
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("depth", 1, "messages on the way in one connection")
            .option("fraction", 0, "idle: how many of the connections are touched in a second; 1 = all")
            .option("warm", 2, "seconds before measuring")
            .option("seconds", 5, "seconds of measuring")
            .option("server-pid", 0, "the server's process, for its processor time; 0 = unknown")
            .flag("spin", "never sleeps")
            .parse(args);
        long pid = options.integer("server-pid");
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.integer("port"));
        try (Client client = of(server, load(options))) {
            client.measure(options.seconds("warm"), options.seconds("seconds"),
                () -> pid == 0 ? 0 : ProcFs.cpuSeconds(pid)).print(System.out);
        } catch (IOException e) {
            System.err.println("the client fails: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Load load(Options options) {
        try {
            return new Load(Exchange.of(options.text("exchange")), options.integer("connections"),
                options.integer("size"), options.integer("depth"), Double.parseDouble(options.text("fraction")),
                options.has("spin"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }
}
