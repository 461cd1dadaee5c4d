package dev.sluice.tcp;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Loops;
import dev.sluice.transport.NioPoller;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a system does TCP; immutable, each method gives a copy.
 *
 * @param maxConnections how many connections there may be at a time, accepted and opened ones together. Above it, nobody is
 *        accepted until one has ended, and a {@link Tcp.Connect} fails. Best kept below the limit of descriptors
 * @param resolver looks up names
 * @param poller makes a poller for a loop that has none yet; called on that loop
 * @param loops where connections and listeners live. A poller of another kind than that of the other transports needs loops of its own
 */
public record TcpSettings(int maxConnections, Resolver resolver, Supplier<? extends ChannelPoller> poller,
    Loops loops) {
    /** 256 Ki connections, the system's resolver, the platform's selector, the system's loops. */
    public static final TcpSettings DEFAULT = new TcpSettings(1 << 18, InetAddress::getAllByName, NioPoller::new,
        Loops.SHARED);

    /** Checks the fields. */
    public TcpSettings {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections is less than 1: " + maxConnections);
        }
        Objects.requireNonNull(resolver, "resolver");
        Objects.requireNonNull(poller, "poller");
        Objects.requireNonNull(loops, "loops");
    }

    /** Looks up the addresses of a name. */
    @FunctionalInterface
    public interface Resolver {
        /**
         * Looks up a name; may block. Called on a virtual thread of its own for each look-up, which is left alone, not interrupted, when
         * nobody waits for it any more.
         *
         * @param host a name
         * @return its addresses, at least one, the best first; a connect lets the two families take turns, and tries each address once
         * @throws UnknownHostException if there are none
         */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Sets how many connections there may be.
     *
     * @param value at least 1
     * @return a copy
     */
    public TcpSettings maxConnections(int value) {
        return new TcpSettings(value, resolver, poller, loops);
    }

    /**
     * Sets what looks up names.
     *
     * @param value instead of the system's
     * @return a copy
     */
    public TcpSettings resolver(Resolver value) {
        return new TcpSettings(maxConnections, value, poller, loops);
    }

    /**
     * Sets what makes pollers. Loops that are shared have the poller of whichever transport comes first; see {@link #loops}.
     *
     * @param value instead of {@link NioPoller}
     * @return a copy
     */
    public TcpSettings poller(Supplier<? extends ChannelPoller> value) {
        return new TcpSettings(maxConnections, resolver, value, loops);
    }

    /**
     * Sets where connections and listeners live.
     *
     * @param value instead of the system's loops
     * @return a copy
     */
    public TcpSettings loops(Loops value) {
        return new TcpSettings(maxConnections, resolver, poller, value);
    }

    /**
     * Gives it loops of its own, which are known as {@code tcp}.
     *
     * @param count how many, at least 1
     * @return a copy
     */
    public TcpSettings ownLoops(int count) {
        return loops(Loops.own("tcp", count));
    }
}
