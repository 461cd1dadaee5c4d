package dev.sluice.io;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The limits of an endpoint; immutable, each method that takes a value gives a copy. Zero durations switch a clock off.
 *
 * <p>{@link #DEFAULT} is bounded throughout: 256 KiB of unhandled input, and 1 MiB or 8192 datagrams of output before more is refused.
 */
public final class EndpointSettings {
    /** How datagrams are delivered. */
    public enum Reading {
        /** As they come, within the window. */
        PUSH,
        /** Only what {@link Endpoint.Pull} asks for. */
        PULL
    }

    /** What holds if nothing else is said. */
    public static final EndpointSettings DEFAULT = new EndpointSettings();

    private Reading reading = Reading.PUSH;
    private boolean receivesBatches = false;
    private int longestDatagram = 65535;
    private int window = 256 << 10;
    private int queuedBytes = 1 << 20;
    private int queuedDatagrams = 1 << 13;
    private Duration registerWithin = Duration.ofSeconds(5);
    private Duration flushWithin = Duration.ofSeconds(5);
    private int highMark = 64 << 10;
    private int lowMark = 32 << 10;

    private EndpointSettings() {}

    private EndpointSettings with(Consumer<EndpointSettings> change) {
        EndpointSettings copy = new EndpointSettings();
        copy.reading = reading;
        copy.receivesBatches = receivesBatches;
        copy.longestDatagram = longestDatagram;
        copy.window = window;
        copy.queuedBytes = queuedBytes;
        copy.queuedDatagrams = queuedDatagrams;
        copy.registerWithin = registerWithin;
        copy.flushWithin = flushWithin;
        copy.highMark = highMark;
        copy.lowMark = lowMark;
        change.accept(copy);
        return copy;
    }

    /** {@return how datagrams are delivered} */
    public Reading reading() {
        return reading;
    }

    /**
     * Sets how datagrams are delivered.
     *
     * @param value push or pull
     * @return a copy
     */
    public EndpointSettings reading(Reading value) {
        Objects.requireNonNull(value, "reading");
        return with(copy -> copy.reading = value);
    }

    /** {@return whether datagrams come as {@link Endpoint.ReceivedAll}} */
    public boolean receivesBatches() {
        return receivesBatches;
    }

    /**
     * Sets whether datagrams come as {@link Endpoint.ReceivedAll} instead of one by one. With {@link Reading#PULL} a batch has no more than were asked for.
     *
     * @param value true: those that one look at the socket has found come as one message
     * @return a copy
     */
    public EndpointSettings receivesBatches(boolean value) {
        return with(copy -> copy.receivesBatches = value);
    }

    /** {@return how many bytes of a datagram are delivered} */
    public int longestDatagram() {
        return longestDatagram;
    }

    /**
     * Sets how many bytes of a datagram are delivered: of a longer one only the beginning, as {@link Endpoint.Truncated}. No UDP datagram is longer than 65 507 bytes over IPv4 (RFC 768, RFC 791).
     *
     * @param value bytes, at least 1
     * @return a copy
     */
    public EndpointSettings longestDatagram(int value) {
        requirePositive("longestDatagram", value);
        return with(copy -> copy.longestDatagram = value);
    }

    /** {@return how many bytes of input may be unhandled at a time} */
    public int window() {
        return window;
    }

    /**
     * Sets how many bytes of input may be unhandled at a time; what comes beyond waits in the kernel's buffer. Each datagram counts for 64 bytes more than its data, and so does each queued one below. Input that a handler keeps, or passes on to another actor, counts as handled.
     *
     * @param value bytes; {@link Integer#MAX_VALUE} = without limit
     * @return a copy
     */
    public EndpointSettings window(int value) {
        requirePositive("window", value);
        return with(copy -> copy.window = value);
    }

    /** {@return how many bytes may be queued for sending} */
    public int queuedBytes() {
        return queuedBytes;
    }

    /**
     * Sets how many bytes may be queued for sending: what goes beyond is refused, but one command is always taken by an empty queue.
     *
     * @param value bytes
     * @return a copy
     */
    public EndpointSettings queuedBytes(int value) {
        requirePositive("queuedBytes", value);
        return with(copy -> copy.queuedBytes = value);
    }

    /** {@return how many datagrams may be queued for sending} */
    public int queuedDatagrams() {
        return queuedDatagrams;
    }

    /**
     * Sets how many datagrams may be queued for sending.
     *
     * @param value at least 1
     * @return a copy
     */
    public EndpointSettings queuedDatagrams(int value) {
        requirePositive("queuedDatagrams", value);
        return with(copy -> copy.queuedDatagrams = value);
    }

    /** {@return how long an endpoint waits for its first handler} */
    public Duration registerWithin() {
        return registerWithin;
    }

    /**
     * Sets how long an endpoint waits for its first handler.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public EndpointSettings registerWithin(Duration value) {
        requireTime("registerWithin", value);
        return with(copy -> copy.registerWithin = value);
    }

    /** {@return how long a close may wait for what is queued} */
    public Duration flushWithin() {
        return flushWithin;
    }

    /**
     * Sets how long a close may wait for what is queued.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public EndpointSettings flushWithin(Duration value) {
        requireTime("flushWithin", value);
        return with(copy -> copy.flushWithin = value);
    }

    /** {@return above how many queued bytes {@link Endpoint.Flow} closes} */
    public int highMark() {
        return highMark;
    }

    /** {@return down to how many queued bytes {@link Endpoint.Flow} opens} */
    public int lowMark() {
        return lowMark;
    }

    /**
     * Sets when {@link Endpoint.Flow} closes, and when it opens again.
     *
     * @param low bytes
     * @param high bytes, not below {@code low}
     * @return a copy
     */
    public EndpointSettings marks(int low, int high) {
        if (low < 0 || low > high) {
            throw new IllegalArgumentException("marks are no range: low " + low + ", high " + high);
        }
        return with(copy -> {
            copy.lowMark = low;
            copy.highMark = high;
        });
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }

    private static void requireTime(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
