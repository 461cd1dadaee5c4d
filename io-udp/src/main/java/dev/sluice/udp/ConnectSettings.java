package dev.sluice.udp;

import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How to connect; immutable, each method that takes a value gives a copy.
 */
public final class ConnectSettings {
    /** A socket for IPv4 and IPv6 at a port that the system chooses, with its options, and an endpoint that is bounded throughout. */
    public static final ConnectSettings DEFAULT = new ConnectSettings();

    private ProtocolFamily family;
    private InetSocketAddress local;
    private SocketOptions options = SocketOptions.NONE;
    private EndpointSettings endpoint = EndpointSettings.DEFAULT;

    private ConnectSettings() {}

    private ConnectSettings with(Consumer<ConnectSettings> change) {
        ConnectSettings copy = new ConnectSettings();
        copy.family = family;
        copy.local = local;
        copy.options = options;
        copy.endpoint = endpoint;
        change.accept(copy);
        return copy;
    }

    /** {@return the family of the socket; null = the one that the peer's address needs} */
    public ProtocolFamily family() {
        return family;
    }

    /**
     * Sets the family of the socket, and of the peer's address if that has to be looked up.
     *
     * @param value {@link java.net.StandardProtocolFamily#INET}: IPv4 alone; {@link java.net.StandardProtocolFamily#INET6}: IPv6, and
     *        IPv4 if the system maps it; null = both
     * @return a copy
     */
    public ConnectSettings family(ProtocolFamily value) {
        return with(copy -> copy.family = value);
    }

    /** {@return where to send from; null = the system chooses} */
    public InetSocketAddress local() {
        return local;
    }

    /**
     * Sets where to send from, and to receive at.
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
     * Sets the options of the socket; they are set before it is bound. If the kernel gives a smaller receive buffer than was asked for,
     * that is logged.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings options(SocketOptions value) {
        Objects.requireNonNull(value, "options");
        return with(copy -> copy.options = value);
    }

    /** {@return the limits of the endpoint} */
    public EndpointSettings endpoint() {
        return endpoint;
    }

    /**
     * Sets the limits of the endpoint.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public ConnectSettings endpoint(EndpointSettings value) {
        Objects.requireNonNull(value, "endpoint");
        return with(copy -> copy.endpoint = value);
    }
}
