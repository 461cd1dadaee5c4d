package dev.sluice.tcp;

import dev.sluice.io.ConnectionSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * How to connect; immutable, each method gives a copy.
 *
 * @param timeout how long it may take in all: the look-up of the name, and all addresses that are tried; zero = for ever
 * @param local where to connect from; null = the system chooses
 * @param options of the socket
 * @param connection limits of the connection
 */
public record ConnectSettings(Duration timeout, InetSocketAddress local, SocketOptions options,
    ConnectionSettings connection) {
    /** 30 s, no delay, a connection that is bounded throughout. */
    public static final ConnectSettings DEFAULT = new ConnectSettings(Duration.ofSeconds(30), null,
        SocketOptions.NO_DELAY,
        ConnectionSettings.DEFAULT);

    /** Checks the fields. */
    public ConnectSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + timeout);
        }
        if (local != null && local.isUnresolved()) {
            throw new IllegalArgumentException("local is unresolved: " + local);
        }
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(connection, "connection");
    }

    /**
     * Sets how long it may take in all.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectSettings timeout(Duration value) {
        return new ConnectSettings(value, local, options, connection);
    }

    /**
     * Sets where to connect from.
     *
     * @param value resolved; port 0 = any free one
     * @return a copy
     */
    public ConnectSettings local(InetSocketAddress value) {
        return new ConnectSettings(timeout, value, options, connection);
    }

    /**
     * Sets the options of the socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings options(SocketOptions value) {
        return new ConnectSettings(timeout, local, value, connection);
    }

    /**
     * Sets the limits of the connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings connection(ConnectionSettings value) {
        return new ConnectSettings(timeout, local, options, value);
    }
}
