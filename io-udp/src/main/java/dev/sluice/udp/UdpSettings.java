package dev.sluice.udp;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.NioPoller;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a system does UDP; immutable, each method gives a copy.
 *
 * @param maxEndpoints how many sockets there may be at a time, bound, connected and send-only ones together. Above it, a command
 *        fails with a {@link dev.sluice.transport.CapacityException}. Best kept below the limit of descriptors
 * @param resolver looks up names
 * @param poller makes a poller for a loop that has none yet; called on that loop
 */
public record UdpSettings(int maxEndpoints, Resolver resolver, Supplier<? extends ChannelPoller> poller) {
    /** 64 Ki sockets, the system's resolver, the platform's selector. */
    public static final UdpSettings DEFAULT = new UdpSettings(1 << 16, InetAddress::getAllByName, NioPoller::new);

    /** Checks the fields. */
    public UdpSettings {
        if (maxEndpoints < 1) {
            throw new IllegalArgumentException("maxEndpoints is less than 1: " + maxEndpoints);
        }
        Objects.requireNonNull(resolver, "resolver");
        Objects.requireNonNull(poller, "poller");
    }

    /** Looks up the addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        /**
         * Looks up a name; may block. Called on a virtual thread of its own for each look-up, which is left alone, not interrupted, when
         * nobody waits for it any more.
         *
         * @param host a name
         * @return its addresses, at least one, the best first: the first that the socket's family allows is taken
         * @throws UnknownHostException if there are none
         */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Sets how many sockets there may be.
     *
     * @param value at least 1
     * @return a copy
     */
    public UdpSettings maxEndpoints(int value) {
        return new UdpSettings(value, resolver, poller);
    }

    /**
     * Sets what looks up names.
     *
     * @param value instead of the system's
     * @return a copy
     */
    public UdpSettings resolver(Resolver value) {
        return new UdpSettings(maxEndpoints, value, poller);
    }

    /**
     * Sets what makes pollers.
     *
     * @param value instead of {@link NioPoller}
     * @return a copy
     */
    public UdpSettings poller(Supplier<? extends ChannelPoller> value) {
        return new UdpSettings(maxEndpoints, resolver, value);
    }
}
