package dev.sluice.bench.echo.client;

import dev.sluice.bench.report.Options;

/**
 * What a client does.
 *
 * @param exchange what goes there and back
 * @param connections how many, or how many sockets
 * @param size bytes of a message
 * @param depth messages on the way in one connection
 * @param fractionPerSecond how many of the connections, 1 = all of them, are touched in a second; only of
 *     {@link Exchange#IDLE}
 * @param isSpinning whether the client never sleeps, which takes its wake-up out of the latency
 */
public record Load(Exchange exchange, int connections, int size, int depth, double fractionPerSecond,
    boolean isSpinning) {
    private static final int MOST_BYTES = 1 << 26;
    private static final int BULK_DEPTH = 16;
    private static final int IDLE_SIZE = 64;
    private static final int LEAST_DATAGRAM = Long.BYTES;
    private static final int LARGEST_DATAGRAM = 65_000;
    private static final double BYTES_PER_MIB = 1 << 20;

    /** From one address to another there are some 28 000 ports, also for connections that rest in TIME_WAIT. */
    private static final int CONNECTIONS_PER_ADDRESS = 10_000;

    private static final int CHURN_ADDRESSES = 64;
    private static final int MOST_ADDRESSES = 250;
    private static final int MOST_CONNECTIONS = CONNECTIONS_PER_ADDRESS * MOST_ADDRESSES;

    public Load {
        require(connections >= 1 && size >= 1 && depth >= 1, "connections, size and depth are at least 1");
        require(connections < MOST_CONNECTIONS, "connections are fewer than " + MOST_CONNECTIONS);
        require((long) size * depth <= MOST_BYTES, "more than " + MOST_BYTES + " B on the way in one connection");
        require(exchange != Exchange.DATAGRAMS || size >= LEAST_DATAGRAM && size <= LARGEST_DATAGRAM,
            "a datagram has " + LEAST_DATAGRAM + " to " + LARGEST_DATAGRAM + " B");
        require(fractionPerSecond >= 0 && fractionPerSecond <= 1, "from 0 to all = 1 are touched in a second");
    }

    private static void require(boolean is, String otherwise) {
        if (!is) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    public static Load pingPong(int connections, int size, int depth) {
        return new Load(Exchange.PING_PONG, connections, size, depth, 0, false);
    }

    public static Load bulk(int connections, int chunk) {
        return new Load(Exchange.BULK, connections, chunk, BULK_DEPTH, 0, false);
    }

    /** So many at a time. */
    public static Load churn(int concurrency) {
        return new Load(Exchange.CHURN, concurrency, 1, 1, 0, false);
    }

    public static Load datagrams(int sockets, int size) {
        return new Load(Exchange.DATAGRAMS, sockets, size, 1, 0, false);
    }

    public static Load idle(int connections, double fractionPerSecond) {
        return new Load(Exchange.IDLE, connections, IDLE_SIZE, 1, fractionPerSecond, false);
    }

    /** A ping-pong, from options of these names. */
    public static Load of(Options options) {
        try {
            return pingPong(options.integer("connections"), options.integer("size"), options.integer("depth"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    /** The same, by a client that never sleeps. */
    public Load spinning() {
        return new Load(exchange, connections, size, depth, fractionPerSecond, true);
    }

    public Load size(int value) {
        return new Load(exchange, connections, value, depth, fractionPerSecond, isSpinning);
    }

    public Load depth(int value) {
        return new Load(exchange, connections, size, value, fractionPerSecond, isSpinning);
    }

    /** From how many addresses a client connects; 0 = from where the kernel likes. */
    int addresses() {
        if (exchange == Exchange.CHURN) {
            return CHURN_ADDRESSES;
        }
        return connections <= CONNECTIONS_PER_ADDRESS ? 0 : 1 + connections / CONNECTIONS_PER_ADDRESS;
    }

    /** So many answers in the unit of the rate. */
    double amount(long answers) {
        return exchange == Exchange.BULK ? answers * size / BYTES_PER_MIB : answers;
    }

    @Override
    public String toString() {
        String what = switch (exchange) {
            case PING_PONG -> connections + " connections, " + size + " B, " + depth + " deep";
            case BULK -> connections + " connections, chunks of " + size + " B, " + depth + " deep";
            case CHURN -> connections + " short connections at a time";
            case DATAGRAMS -> connections + " UDP sockets, " + size + " B";
            case IDLE -> connections + " connections, " + fractionPerSecond * 100 + " % of them touched in a second";
        };
        return isSpinning ? what + ", the client spins" : what;
    }
}
