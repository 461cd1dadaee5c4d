package dev.sluice.transport;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a bind lets connections in; immutable, each method that takes a value gives a copy.
 *
 * <p>The limits count over all listeners of the bind. Whoever is over a limit is not accepted and dropped, but waits in the kernel's
 * queue until there is room.
 */
public final class AcceptSettings {
    /** For {@link #shards(int)}: a listener on each loop. */
    public static final int ALL_LOOPS = Integer.MAX_VALUE;

    /** One listener, which accepts all who come, 16 in a turn, and gives each 10 s to open. */
    public static final AcceptSettings DEFAULT = new AcceptSettings();

    private int batch = 16;
    private boolean onDemand;
    private int maxConnections = Integer.MAX_VALUE;
    private int perSecond;
    private int burst = 1;
    private AddressFilter from = AddressFilter.EVERYBODY;
    private int shards = 1;
    private Duration openWithin = Duration.ofSeconds(10);
    private Duration finishWithin = Duration.ZERO;

    private AcceptSettings() {}

    private AcceptSettings with(Consumer<AcceptSettings> change) {
        AcceptSettings copy = new AcceptSettings();
        copy.batch = batch;
        copy.onDemand = onDemand;
        copy.maxConnections = maxConnections;
        copy.perSecond = perSecond;
        copy.burst = burst;
        copy.from = from;
        copy.shards = shards;
        copy.openWithin = openWithin;
        copy.finishWithin = finishWithin;
        change.accept(copy);
        return copy;
    }

    private static int atLeastOne(int value, String argument) {
        if (value < 1) {
            throw new IllegalArgumentException(argument + " is less than 1: " + value);
        }
        return value;
    }

    /** {@return how many are accepted before others on the loop have their turn} */
    public int batch() {
        return batch;
    }

    /**
     * Sets how many are accepted before others on the loop have their turn.
     *
     * @param value at least 1
     * @return a copy
     */
    public AcceptSettings batch(int value) {
        atLeastOne(value, "batch");
        return with(copy -> copy.batch = value);
    }

    /** {@return whether only so many are accepted as were asked for} */
    public boolean onDemand() {
        return onDemand;
    }

    /**
     * Sets whether only so many are accepted as were asked for, by {@link StreamBind.Accept}; at first that is none.
     *
     * @param value false = all who come
     * @return a copy
     */
    public AcceptSettings onDemand(boolean value) {
        return with(copy -> copy.onDemand = value);
    }

    /** {@return how many of its connections may be open at a time} */
    public int maxConnections() {
        return maxConnections;
    }

    /**
     * Sets how many of its connections may be open at a time. The transport's own limit counts besides.
     *
     * @param value at least 1
     * @return a copy
     */
    public AcceptSettings maxConnections(int value) {
        atLeastOne(value, "maxConnections");
        return with(copy -> copy.maxConnections = value);
    }

    /** {@return how many may be accepted in a second; 0 = any number} */
    public int perSecond() {
        return perSecond;
    }

    /** {@return how many may be accepted at once, after a time in which fewer came} */
    public int burst() {
        return burst;
    }

    /**
     * Sets how many may be accepted in a second.
     *
     * @param perSecond on average; at least 1
     * @param burst so many at once, after a time in which fewer came; at least 1
     * @return a copy
     */
    public AcceptSettings rate(int perSecond, int burst) {
        atLeastOne(perSecond, "perSecond");
        atLeastOne(burst, "burst");
        return with(copy -> {
            copy.perSecond = perSecond;
            copy.burst = burst;
        });
    }

    /** {@return who may come in} */
    public AddressFilter from() {
        return from;
    }

    /**
     * Sets who may come in. Anybody else is reset as soon as he is accepted, and counted: nobody is told.
     *
     * @param value instead of that there is
     * @return a copy
     */
    public AcceptSettings from(AddressFilter value) {
        Objects.requireNonNull(value, "from");
        return with(copy -> copy.from = value);
    }

    /** {@return how many listeners share the address} */
    public int shards() {
        return shards;
    }

    /**
     * Sets how many listeners share the address, each on a loop of its own, as far as there are loops. The kernel spreads those who come over
     * them, and a connection stays on the loop that accepted it. It takes a system whose sockets can share a port and that spreads
     * connections over them, which of the usual ones only Linux does.
     *
     * <p>Each listener has a queue of its own in the kernel. Those who wait there are reset when it is closed, even if others go on.
     *
     * @param value at least 1; {@link #ALL_LOOPS} = one for each
     * @return a copy
     */
    public AcceptSettings shards(int value) {
        atLeastOne(value, "shards");
        return with(copy -> copy.shards = value);
    }

    /** {@return how long a connection may take to open after it was accepted} */
    public Duration openWithin() {
        return openWithin;
    }

    /**
     * Sets how long a connection may take to open after it was accepted. One of TCP alone is open at once; one with a {@link Layer} such as
     * TLS has a handshake to do first. A connection that is late is reset; nobody is told.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public AcceptSettings openWithin(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("openWithin is negative: " + value);
        }
        return with(copy -> copy.openWithin = value);
    }

    /** {@return how long connections may go on when the system is terminated; zero = they end with its actors} */
    public Duration finishWithin() {
        return finishWithin;
    }

    /**
     * Sets how long connections may go on when the system is terminated: then the bind is drained ({@link StreamBind.Drain}) before any
     * actor is stopped. The system's own limit for that phase counts besides.
     *
     * @param value zero = no longer: the bind is undone, and connections end with the system's actors
     * @return a copy
     */
    public AcceptSettings finishWithin(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("finishWithin is negative: " + value);
        }
        return with(copy -> copy.finishWithin = value);
    }
}
