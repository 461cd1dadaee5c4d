package dev.sluice.udp;

import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import java.net.ProtocolFamily;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to bind; immutable, each method that takes a value gives a copy.
 */
public final class BindSettings {
    /** For {@link #sockets(int)}: a socket on each loop. */
    public static final int ALL_LOOPS = Integer.MAX_VALUE;

    /** One socket for IPv4 and IPv6, with the system's options, and an endpoint that is bounded throughout. */
    public static final BindSettings DEFAULT = new BindSettings();

    private ProtocolFamily family;
    private int sockets = 1;
    private SocketOptions options = SocketOptions.NONE;
    private EndpointSettings endpoint = EndpointSettings.DEFAULT;

    private BindSettings() {}

    private BindSettings with(Consumer<BindSettings> change) {
        BindSettings copy = new BindSettings();
        copy.family = family;
        copy.sockets = sockets;
        copy.options = options;
        copy.endpoint = endpoint;
        change.accept(copy);
        return copy;
    }

    /** {@return the family of the socket; null = one socket for IPv4 and IPv6, if the system has both} */
    public ProtocolFamily family() {
        return family;
    }

    /**
     * Sets the family of the socket. Who joins a group says it: a socket for both families can't join groups of IPv4 everywhere.
     *
     * @param value {@link java.net.StandardProtocolFamily#INET}: IPv4 alone; {@link java.net.StandardProtocolFamily#INET6}: IPv6, and
     *        IPv4 if the system maps it; null = both
     * @return a copy
     */
    public BindSettings family(ProtocolFamily value) {
        return with(copy -> copy.family = value);
    }

    /** {@return how many sockets share the address} */
    public int sockets() {
        return sockets;
    }

    /**
     * Sets how many sockets share the address (SO_REUSEPORT), each on a loop of its own, as far as there are loops. They are one bind: it
     * is there when all are, and when one of them ends, all do. On Linux the kernel spreads senders over them by their addresses, so that
     * what one sender sends comes to one socket as long as none is added or goes; a datagram to a multicast group comes to each socket
     * that has joined.
     *
     * @param value at least 1; {@link #ALL_LOOPS} = one for each
     * @return a copy
     */
    public BindSettings sockets(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("sockets is less than 1: " + value);
        }
        return with(copy -> copy.sockets = value);
    }

    /** {@return the options of each socket} */
    public SocketOptions options() {
        return options;
    }

    /**
     * Sets the options of each socket; they are set before it is bound. If the kernel gives a smaller receive buffer than was asked for,
     * that is logged.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings options(SocketOptions value) {
        Objects.requireNonNull(value, "options");
        return with(copy -> copy.options = value);
    }

    /** {@return the limits of each endpoint} */
    public EndpointSettings endpoint() {
        return endpoint;
    }

    /**
     * Sets the limits of each endpoint.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public BindSettings endpoint(EndpointSettings value) {
        Objects.requireNonNull(value, "endpoint");
        return with(copy -> copy.endpoint = value);
    }
}
