package dev.sluice.tcp;

import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.Layer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to listen; immutable, each method that takes a value gives a copy.
 */
public final class BindSettings {
    /** A backlog of 1024, no delay, connections that are bounded throughout. */
    public static final BindSettings DEFAULT = new BindSettings();

    private int backlog = 1024;
    private SocketOptions options = SocketOptions.NONE;
    private SocketOptions accepted = SocketOptions.NO_DELAY;
    private ConnectionSettings connection = ConnectionSettings.DEFAULT;
    private Layer layer = Layer.NONE;
    private AcceptSettings accepting = AcceptSettings.DEFAULT;

    private BindSettings() {}

    private BindSettings with(Consumer<BindSettings> change) {
        BindSettings copy = new BindSettings();
        copy.backlog = backlog;
        copy.options = options;
        copy.accepted = accepted;
        copy.connection = connection;
        copy.layer = layer;
        copy.accepting = accepting;
        change.accept(copy);
        return copy;
    }

    /** {@return how many connections may wait to be accepted} */
    public int backlog() {
        return backlog;
    }

    /**
     * Sets how many connections may wait to be accepted. The kernel has a limit of its own.
     *
     * @param value at least 1
     * @return a copy
     */
    public BindSettings backlog(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("backlog is less than 1: " + value);
        }
        return with(copy -> copy.backlog = value);
    }

    /** {@return the options of the listening socket} */
    public SocketOptions options() {
        return options;
    }

    /**
     * Sets the options of the listening socket. A receive buffer for the connections is set here.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings options(SocketOptions value) {
        Objects.requireNonNull(value, "options");
        return with(copy -> copy.options = value);
    }

    /** {@return the options of each connection} */
    public SocketOptions accepted() {
        return accepted;
    }

    /**
     * Sets the options of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings accepted(SocketOptions value) {
        Objects.requireNonNull(value, "accepted");
        return with(copy -> copy.accepted = value);
    }

    /** {@return the limits of each connection} */
    public ConnectionSettings connection() {
        return connection;
    }

    /**
     * Sets the limits of each connection.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings connection(ConnectionSettings value) {
        Objects.requireNonNull(value, "connection");
        return with(copy -> copy.connection = value);
    }

    /** {@return what each connection's stream passes through} */
    public Layer layer() {
        return layer;
    }

    /**
     * Sets what each connection's stream passes through, such as a tap.
     *
     * @param value instead of that there is; {@link Layer#then} adds to it
     * @return a copy
     */
    public BindSettings layer(Layer value) {
        Objects.requireNonNull(value, "layer");
        return with(copy -> copy.layer = value);
    }

    /** {@return how connections are let in} */
    public AcceptSettings accepting() {
        return accepting;
    }

    /**
     * Sets how connections are let in: how many, how fast, from where, by how many listeners.
     *
     * @param value instead of that there is
     * @return a copy
     */
    public BindSettings accepting(AcceptSettings value) {
        Objects.requireNonNull(value, "accepting");
        return with(copy -> copy.accepting = value);
    }
}
