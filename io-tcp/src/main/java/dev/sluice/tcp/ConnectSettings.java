package dev.sluice.tcp;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.Layer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to connect; immutable, each method that takes a value gives a copy.
 */
public final class ConnectSettings {
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(10);

    /** 30 s, one try, the next address after 250 ms, no delay of small writes, a connection that is bounded throughout. */
    public static final ConnectSettings DEFAULT = new ConnectSettings();

    private Duration timeout = Duration.ofSeconds(30);
    private Duration attemptDelay = Duration.ofMillis(250);
    private Retry retry = Retry.NONE;
    private InetSocketAddress local;
    private SocketOptions options = SocketOptions.NO_DELAY;
    private ConnectionSettings connection = ConnectionSettings.DEFAULT;
    private Layer layer = Layer.NONE;

    private ConnectSettings() {}

    private ConnectSettings with(Consumer<ConnectSettings> change) {
        ConnectSettings copy = new ConnectSettings();
        copy.timeout = timeout;
        copy.attemptDelay = attemptDelay;
        copy.retry = retry;
        copy.local = local;
        copy.options = options;
        copy.connection = connection;
        copy.layer = layer;
        change.accept(copy);
        return copy;
    }

    /** {@return how long a try may take in all} */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Sets how long it may take in all: the look-up of the name, and all addresses that are tried. With {@link #retry} it counts for
     * each try.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectSettings timeout(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + value);
        }
        return with(copy -> copy.timeout = value);
    }

    /** {@return how long an address is waited for before the next one is tried beside it} */
    public Duration attemptDelay() {
        return attemptDelay;
    }

    /**
     * Sets how long an address is waited for before the next one is tried beside it: the "connection attempt delay" of RFC 8305
     * (happy eyeballs), section 5. When one fails, the next is tried at once. The default of 250 ms is the RFC's.
     *
     * @param value at least 10 ms, as the RFC demands; it recommends 100 ms to 2 s
     * @return a copy
     */
    public ConnectSettings attemptDelay(Duration value) {
        if (value.compareTo(SHORTEST_DELAY) < 0) {
            throw new IllegalArgumentException("attemptDelay is less than 10 ms: " + value);
        }
        return with(copy -> copy.attemptDelay = value);
    }

    /** {@return how often it is tried again} */
    public Retry retry() {
        return retry;
    }

    /**
     * Sets how often, and after which pauses, it is tried again when it has failed.
     *
     * @param value {@link Retry#NONE} = never
     * @return a copy
     */
    public ConnectSettings retry(Retry value) {
        Objects.requireNonNull(value, "retry");
        return with(copy -> copy.retry = value);
    }

    /** {@return where to connect from; null = the system chooses} */
    public InetSocketAddress local() {
        return local;
    }

    /**
     * Sets where to connect from.
     *
     * @param value resolved; port 0 = any free one; null = the system chooses
     * @return a copy
     */
    public ConnectSettings local(InetSocketAddress value) {
        if (value != null && value.isUnresolved()) {
            throw new IllegalArgumentException("local is unresolved: " + value);
        }
        return with(copy -> copy.local = value);
    }

    /** {@return the options of the socket} */
    public SocketOptions options() {
        return options;
    }

    /**
     * Sets the options of the socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings options(SocketOptions value) {
        Objects.requireNonNull(value, "options");
        return with(copy -> copy.options = value);
    }

    /** {@return the limits of the connection} */
    public ConnectionSettings connection() {
        return connection;
    }

    /**
     * Sets the limits of the connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings connection(ConnectionSettings value) {
        Objects.requireNonNull(value, "connection");
        return with(copy -> copy.connection = value);
    }

    /** {@return what the connection's stream passes through} */
    public Layer layer() {
        return layer;
    }

    /**
     * Sets what the connection's stream passes through, such as a tap.
     *
     * @param value instead of that there is; {@link Layer#then} adds to it
     * @return a copy
     */
    public ConnectSettings layer(Layer value) {
        Objects.requireNonNull(value, "layer");
        return with(copy -> copy.layer = value);
    }

}
