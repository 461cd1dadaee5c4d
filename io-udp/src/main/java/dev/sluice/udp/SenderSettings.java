package dev.sluice.udp;

import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import java.net.ProtocolFamily;
import java.util.Objects;

/**
 * How to open a send-only socket; immutable, each method that takes a value gives a copy.
 *
 * @param family of the socket; null = one for IPv4 and IPv6, if the system has both
 * @param options of the socket; such as the interface and the time to live of what is sent to groups
 * @param endpoint its limits; what they say of receiving doesn't count
 */
public record SenderSettings(ProtocolFamily family, SocketOptions options, EndpointSettings endpoint) {
    /** A socket for both families, with the system's options, and an endpoint that is bounded throughout. */
    public static final SenderSettings DEFAULT = new SenderSettings(null, SocketOptions.NONE, EndpointSettings.DEFAULT);

    /** Checks the fields. */
    public SenderSettings {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * Sets the family of the socket.
     *
     * @param value null = both
     * @return a copy
     */
    public SenderSettings family(ProtocolFamily value) {
        return new SenderSettings(value, options, endpoint);
    }

    /**
     * Sets the options of the socket.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public SenderSettings options(SocketOptions value) {
        return new SenderSettings(family, value, endpoint);
    }

    /**
     * Sets the limits of the endpoint.
     *
     * @param value instead of those there are
     * @return a copy
     */
    public SenderSettings endpoint(EndpointSettings value) {
        return new SenderSettings(family, options, value);
    }
}
