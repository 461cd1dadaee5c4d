package dev.sluice.unix;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Layer;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;

/**
 * How to listen; immutable, each method gives a copy.
 *
 * @param backlog how many connections may wait to be accepted, at least 1; the kernel has a limit of its own. Who comes beyond that
 *        fails to connect, instead of waiting
 * @param permissions of the socket's file; null = as the process's umask says. Whoever may write to it may connect. They are set a
 *        moment after it listens, so the directory should say who may come near, too
 * @param accepted the options of each connection; of the standard ones there are only those that size its buffers
 * @param connection the limits of each connection
 * @param layer what each connection's stream passes through
 * @param accepting how connections are let in: how many, and how fast. A path has one listener, and its peers have no addresses that
 *        a filter could know
 */
public record BindSettings(int backlog, Set<PosixFilePermission> permissions, SocketOptions accepted,
    ConnectionSettings connection, Layer layer, AcceptSettings accepting) {
    /** A backlog of 1024, the umask's permissions, connections that are bounded throughout. */
    public static final BindSettings DEFAULT = new BindSettings(1024, null, SocketOptions.NONE,
        ConnectionSettings.DEFAULT, Layer.NONE, AcceptSettings.DEFAULT);

    /** Checks the fields. */
    public BindSettings {
        if (backlog < 1) {
            throw new IllegalArgumentException("backlog is less than 1: " + backlog);
        }
        permissions = permissions == null ? null : Set.copyOf(permissions);
        Objects.requireNonNull(accepted, "accepted");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(layer, "layer");
        if (accepting.shards() != 1) {
            throw new IllegalArgumentException("a path has one listener, not " + accepting.shards() + " shards");
        }
    }

    /**
     * Sets how many connections may wait to be accepted.
     *
     * @param value at least 1
     * @return a copy
     */
    public BindSettings backlog(int value) {
        return new BindSettings(value, permissions, accepted, connection, layer, accepting);
    }

    /**
     * Sets the permissions of the socket's file.
     *
     * @param value null = as the process's umask says
     * @return a copy
     */
    public BindSettings permissions(Set<PosixFilePermission> value) {
        return new BindSettings(backlog, value, accepted, connection, layer, accepting);
    }

    /**
     * Sets the options of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings accepted(SocketOptions value) {
        return new BindSettings(backlog, permissions, value, connection, layer, accepting);
    }

    /**
     * Sets the limits of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings connection(ConnectionSettings value) {
        return new BindSettings(backlog, permissions, accepted, value, layer, accepting);
    }

    /**
     * Sets what each connection's stream passes through, such as a tap.
     *
     * @param value instead of that there is; {@link Layer#then} adds to it
     * @return a copy
     */
    public BindSettings layer(Layer value) {
        return new BindSettings(backlog, permissions, accepted, connection, value, accepting);
    }

    /**
     * Sets how connections are let in.
     *
     * @param value instead of that there is; one shard
     * @return a copy
     */
    public BindSettings accepting(AcceptSettings value) {
        return new BindSettings(backlog, permissions, accepted, connection, layer, value);
    }
}
