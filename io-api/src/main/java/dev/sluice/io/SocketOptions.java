package dev.sluice.io;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Shareable;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Options of a socket and the values that they shall have. Immutable, each method that sets one gives a copy. An option is known by
 * its name: {@link #with} takes those of {@link StandardSocketOptions}, of {@code jdk.net.ExtendedSocketOptions}, and by {@link
 * #option} those that the platform has without a constant for them.
 *
 * <p>What can be known to be wrong when it is set, is refused then. Whether the system has an option, and takes the value, shows
 * when it is applied, in this order, before the socket is bound or connected: if not, the bind or connect fails with a cause that
 * names option and value, and no socket is left behind.
 *
 * <p>Setting is asking: the kernel has limits for buffers, and clears bits of a traffic class. {@link Get} tells what an open
 * connection has come to have.
 */
public final class SocketOptions {
    /** The system's defaults. */
    public static final SocketOptions NONE = new SocketOptions(Map.of());

    /** Small writes leave at once: {@link StandardSocketOptions#TCP_NODELAY} is on. */
    public static final SocketOptions NO_DELAY = NONE.noDelay(true);

    private final Map<String, Object> values;

    private SocketOptions(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Names an option for which there is no constant, such as {@code SO_OOBINLINE} (a Boolean).
     *
     * @param name as {@code NetworkChannel.supportedOptions} has it
     * @param type of its values
     * @param <T> the type
     * @return for {@link #with}, {@link #without} and the like
     */
    public static <T> SocketOption<T> option(String name, Class<T> type) {
        return new Named<>(Objects.requireNonNull(name, "name"), Objects.requireNonNull(type, "type"));
    }

    private record Named<T>(String name, Class<T> type) implements SocketOption<T> {}

    // ---- any option ----

    /**
     * Sets an option.
     *
     * @param option which
     * @param value its value
     * @param <T> the value's type
     * @return a copy
     * @throws IllegalArgumentException for a value that the option certainly can't have; and for {@link
     *         StandardSocketOptions#SO_LINGER}: how a connection closes is said by how it is told to
     */
    public <T> SocketOptions with(SocketOption<T> option, T value) {
        OptionCheck.check(option, value);
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(option.name(), value);
        return new SocketOptions(Collections.unmodifiableMap(more));
    }

    /**
     * Leaves an option to the system.
     *
     * @param option which
     * @return a copy
     */
    public SocketOptions without(SocketOption<?> option) {
        Map<String, Object> fewer = new LinkedHashMap<>(values);
        fewer.remove(option.name());
        return new SocketOptions(Collections.unmodifiableMap(fewer));
    }

    /**
     * What an option shall be.
     *
     * @param option which
     * @param <T> the value's type
     * @return null = it is left to the system
     */
    public <T> T get(SocketOption<T> option) {
        return option.type().cast(values.get(option.name()));
    }

    /** {@return the values by the options' names, in the order in which they are applied} */
    public Map<String, Object> values() {
        return values;
    }

    // ---- those that are often used ----

    /**
     * Whether small writes leave at once, instead of waiting until the peer has acknowledged what is under way.
     *
     * @param on unless it is said, off for the system, and on for connections of Sluice
     * @return a copy
     */
    public SocketOptions noDelay(boolean on) {
        return with(StandardSocketOptions.TCP_NODELAY, on);
    }

    /**
     * Whether the kernel probes a peer of which nothing is heard, as patiently as the system does by default: two hours and more.
     *
     * @param on off unless it is said
     * @return a copy
     */
    public SocketOptions keepAlive(boolean on) {
        return with(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    /**
     * Lets the kernel probe a peer of which nothing is heard. If it doesn't answer, the connection ends with an error after {@code idle +
     * count * interval}.
     *
     * @param idle how long nothing is heard before the first probe; whole seconds, at least one
     * @param interval from one probe to the next; whole seconds, at least one
     * @param count so many unanswered probes end the connection; at least 1
     * @return a copy
     */
    public SocketOptions keepAlive(Duration idle, Duration interval, int count) {
        return keepAlive(true)
            .with(KEEP_IDLE, seconds("idle", idle))
            .with(KEEP_INTERVAL, seconds("interval", interval))
            .with(KEEP_COUNT, count);
    }

    // Those of jdk.net.ExtendedSocketOptions by name: this module does without that one.
    private static final SocketOption<Integer> KEEP_IDLE = option("TCP_KEEPIDLE", Integer.class);
    private static final SocketOption<Integer> KEEP_INTERVAL = option("TCP_KEEPINTERVAL", Integer.class);
    private static final SocketOption<Integer> KEEP_COUNT = option("TCP_KEEPCOUNT", Integer.class);

    private static int seconds(String argument, Duration time) {
        Objects.requireNonNull(time, argument);
        if (time.getNano() != 0) {
            throw new IllegalArgumentException(argument + " is no whole number of seconds: " + time);
        }
        return Math.clamp(time.toSeconds(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * How much output the kernel keeps for a connection until the peer has acknowledged it. A size that is set here doesn't adapt any
     * more.
     *
     * @param bytes at least 1; the kernel has a least and a greatest of its own, and takes those without a word
     * @return a copy
     */
    public SocketOptions sendBuffer(int bytes) {
        return with(StandardSocketOptions.SO_SNDBUF, bytes);
    }

    /**
     * How much input the kernel keeps for a connection until it is read: what the peer may send ahead. A size that is set here doesn't
     * adapt any more. Accepted connections get that of their listening socket, because it counts from the handshake on.
     *
     * @param bytes at least 1; the kernel has a least and a greatest of its own, and takes those without a word
     * @return a copy
     */
    public SocketOptions receiveBuffer(int bytes) {
        return with(StandardSocketOptions.SO_RCVBUF, bytes);
    }

    /**
     * Marks what is sent for the routers.
     *
     * @param octet 0 to 255: six bits of DSCP, and two of ECN, which the kernel keeps for itself with TCP
     * @return a copy
     */
    public SocketOptions trafficClass(int octet) {
        return with(StandardSocketOptions.IP_TOS, octet);
    }

    /**
     * Whether an address can be bound while connections of an earlier socket there are still fading away.
     *
     * @param on unless it is said, the JDK's default: on for listening sockets, except on Windows
     * @return a copy
     */
    public SocketOptions reuseAddress(boolean on) {
        return with(StandardSocketOptions.SO_REUSEADDR, on);
    }

    /**
     * Whether several sockets can be bound to one address, if each of them says so. The kernel shares what comes in among those that
     * listen.
     *
     * @param on off unless it is said; Windows doesn't have it
     * @return a copy
     */
    public SocketOptions reusePort(boolean on) {
        return with(StandardSocketOptions.SO_REUSEPORT, on);
    }

    // ---- those of datagram sockets ----

    /**
     * Whether what is sent to a broadcast address leaves; otherwise it is refused.
     *
     * @param on the JDK's default is off
     * @return a copy
     */
    public SocketOptions broadcast(boolean on) {
        return with(StandardSocketOptions.SO_BROADCAST, on);
    }

    /**
     * By which interface what is sent to multicast groups leaves. Which groups are joined where is said by joining.
     *
     * @param networkInterface has an address of the socket's family
     * @return a copy
     */
    public SocketOptions multicastInterface(NetworkInterface networkInterface) {
        return with(StandardSocketOptions.IP_MULTICAST_IF, networkInterface);
    }

    /**
     * How many routers what is sent to multicast groups may pass.
     *
     * @param hops 0 to 255: 0 = it doesn't leave this machine, 1 = nor this network, which is the default
     * @return a copy
     */
    public SocketOptions multicastTimeToLive(int hops) {
        return with(StandardSocketOptions.IP_MULTICAST_TTL, hops);
    }

    /**
     * Whether what is sent to multicast groups is also heard by members on this machine.
     *
     * @param on unless it is said, it is
     * @return a copy
     */
    public SocketOptions multicastLoopback(boolean on) {
        return with(StandardSocketOptions.IP_MULTICAST_LOOP, on);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketOptions options && options.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    // ---- of an open connection or endpoint ----

    /**
     * Tell which options the socket of a connection or an endpoint has, and their values. One that has no socket answers its handler
     * with {@link Connection.CommandFailed} or {@link Endpoint.CommandFailed}.
     *
     * @param replyTo told the values
     */
    public record Get(ActorRef<? super Effective> replyTo)
        implements Connection.Extension, Endpoint.Extension, DeadLetter.Silent {
        /** Checks who is told. */
        public Get {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Change options of a connection or an endpoint that is open. If one of them can't be set, the handler gets a {@link
     * Connection.CommandFailed} or {@link Endpoint.CommandFailed} whose cause names it: those before it are set then, those behind it
     * are not, and the connection or endpoint goes on.
     *
     * @param options those to change
     */
    public record Set(SocketOptions options) implements Connection.Extension, Endpoint.Extension {
        /** Checks the options. */
        public Set {
            Objects.requireNonNull(options, "options");
        }
    }

    /**
     * What a socket has, whether it was set or is the system's default.
     *
     * @param values by the options' names
     */
    public record Effective(Map<String, Object> values) implements Shareable {
        /** Copies the values. */
        public Effective {
            values = Map.copyOf(values);
        }

        /**
         * The value of an option.
         *
         * @param option which
         * @param <T> the value's type
         * @return null = a socket of this kind doesn't have it, or it has no value
         */
        public <T> T get(SocketOption<T> option) {
            return option.type().cast(values.get(option.name()));
        }
    }
}
