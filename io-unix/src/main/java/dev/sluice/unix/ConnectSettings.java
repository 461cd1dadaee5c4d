package dev.sluice.unix;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.Layer;
import java.time.Duration;
import java.util.Objects;

/**
 * How to connect; immutable, each method gives a copy.
 *
 * @param timeout how long it may take until the connection is open, zero = for ever. A socket is connected at once: it is a layer that
 *        may take its time, for a handshake of TLS for example
 * @param options of the socket
 * @param connection the limits of the connection
 * @param layer what the connection's stream passes through
 */
public record ConnectSettings(Duration timeout, SocketOptions options, ConnectionSettings connection, Layer layer) {
    /** 30 s, a connection that is bounded throughout. */
    public static final ConnectSettings DEFAULT = new ConnectSettings(Duration.ofSeconds(30), SocketOptions.NONE,
        ConnectionSettings.DEFAULT,
        Layer.NONE);

    /** Checks the fields. */
    public ConnectSettings {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + timeout);
        }
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(layer, "layer");
    }

    /**
     * Sets how long it may take until the connection is open.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectSettings timeout(Duration value) {
        return new ConnectSettings(value, options, connection, layer);
    }

    /**
     * Sets the options of the socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings options(SocketOptions value) {
        return new ConnectSettings(timeout, value, connection, layer);
    }

    /**
     * Sets the limits of the connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings connection(ConnectionSettings value) {
        return new ConnectSettings(timeout, options, value, layer);
    }

    /**
     * Sets what the connection's stream passes through, such as a tap.
     *
     * @param value instead of that there is; {@link Layer#then} adds to it
     * @return a copy
     */
    public ConnectSettings layer(Layer value) {
        return new ConnectSettings(timeout, options, connection, value);
    }
}
