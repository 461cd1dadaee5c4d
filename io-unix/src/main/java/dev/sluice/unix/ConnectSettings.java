package dev.sluice.unix;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.Layer;
import java.util.Objects;

/**
 * How to connect; immutable, each method gives a copy.
 *
 * @param options of the socket
 * @param connection the limits of the connection
 * @param layer what the connection's stream passes through
 */
public record ConnectSettings(SocketOptions options, ConnectionSettings connection, Layer layer) {
    /** A connection that is bounded throughout. */
    public static final ConnectSettings DEFAULT = new ConnectSettings(SocketOptions.NONE, ConnectionSettings.DEFAULT,
        Layer.NONE);

    /** Checks the fields. */
    public ConnectSettings {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(layer, "layer");
    }

    /**
     * Sets the options of the socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings options(SocketOptions value) {
        return new ConnectSettings(value, connection, layer);
    }

    /**
     * Sets the limits of the connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings connection(ConnectionSettings value) {
        return new ConnectSettings(options, value, layer);
    }

    /**
     * Sets what the connection's stream passes through, such as a tap.
     *
     * @param value instead of that there is; {@link Layer#then} adds to it
     * @return a copy
     */
    public ConnectSettings layer(Layer value) {
        return new ConnectSettings(options, connection, value);
    }
}
