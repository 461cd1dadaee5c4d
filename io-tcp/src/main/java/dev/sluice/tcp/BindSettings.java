package dev.sluice.tcp;

import dev.sluice.io.ConnectionSettings;
import java.util.Objects;

/**
 * How to listen; immutable, each method gives a copy.
 *
 * @param backlog how many connections may wait to be accepted; the kernel has a limit of its own
 * @param options of the listening socket; a receive buffer for the connections is set here
 * @param accepted options of each connection
 * @param connection limits of each connection
 */
public record BindSettings(int backlog, SocketOptions options, SocketOptions accepted, ConnectionSettings connection) {
    /** A backlog of 1024, no delay, connections that are bounded throughout. */
    public static final BindSettings DEFAULT = new BindSettings(1024, SocketOptions.NONE, SocketOptions.NO_DELAY,
        ConnectionSettings.DEFAULT);

    /** Checks the fields. */
    public BindSettings {
        if (backlog < 1) {
            throw new IllegalArgumentException("backlog is less than 1: " + backlog);
        }
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(accepted, "accepted");
        Objects.requireNonNull(connection, "connection");
    }

    /**
     * Sets how many connections may wait to be accepted.
     *
     * @param value at least 1
     * @return a copy
     */
    public BindSettings backlog(int value) {
        return new BindSettings(value, options, accepted, connection);
    }

    /**
     * Sets the options of the listening socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings options(SocketOptions value) {
        return new BindSettings(backlog, value, accepted, connection);
    }

    /**
     * Sets the options of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings accepted(SocketOptions value) {
        return new BindSettings(backlog, options, value, connection);
    }

    /**
     * Sets the limits of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings connection(ConnectionSettings value) {
        return new BindSettings(backlog, options, accepted, value);
    }
}
