package dev.sluice.io;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The limits of a byte-stream connection; immutable, each method that takes a value gives a copy. Zero durations switch a clock off.
 *
 * <p>{@link #DEFAULT} is bounded throughout: 256 KiB of unhandled input, 64 KiB of output before reading pauses, 1 MiB before writes
 * are refused.
 */
public final class ConnectionSettings {
    /** How input is delivered. */
    public enum Reading {
        /** As it comes, within the window. */
        PUSH,
        /** Only what {@link Connection.Pull} asks for. */
        PULL
    }

    /** What holds if nothing else is said. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings();

    private Reading reading = Reading.PUSH;
    private boolean leasesReads;
    private int window = 256 << 10;
    private int highMark = 64 << 10;
    private int lowMark = 32 << 10;
    private int queuedBytes = 1 << 20;
    private int queuedWrites = 1 << 14;
    private boolean suspendsWriting = true;
    private boolean pausesReading = true;
    private boolean halfOpen;
    private Duration registerWithin = Duration.ofSeconds(5);
    private Duration idle = Duration.ZERO;
    private Duration idleReading = Duration.ZERO;
    private Duration idleWriting = Duration.ZERO;
    private Duration stall = Duration.ZERO;
    private Duration flushWithin = Duration.ofSeconds(30);
    private Duration linger = Duration.ofSeconds(1);
    private int lingerBytes = 64 << 10;
    private Duration confirmWithin = Duration.ofSeconds(60);

    private ConnectionSettings() {}

    private ConnectionSettings with(Consumer<ConnectionSettings> change) {
        ConnectionSettings copy = new ConnectionSettings();
        copy.reading = reading;
        copy.leasesReads = leasesReads;
        copy.window = window;
        copy.highMark = highMark;
        copy.lowMark = lowMark;
        copy.queuedBytes = queuedBytes;
        copy.queuedWrites = queuedWrites;
        copy.suspendsWriting = suspendsWriting;
        copy.pausesReading = pausesReading;
        copy.halfOpen = halfOpen;
        copy.registerWithin = registerWithin;
        copy.idle = idle;
        copy.idleReading = idleReading;
        copy.idleWriting = idleWriting;
        copy.stall = stall;
        copy.flushWithin = flushWithin;
        copy.linger = linger;
        copy.lingerBytes = lingerBytes;
        copy.confirmWithin = confirmWithin;
        change.accept(copy);
        return copy;
    }

    /** {@return how input is delivered} */
    public Reading reading() {
        return reading;
    }

    /**
     * Sets how input is delivered.
     *
     * @param value push or pull
     * @return a copy
     */
    public ConnectionSettings reading(Reading value) {
        Objects.requireNonNull(value, "reading");
        return with(copy -> copy.reading = value);
    }

    /** {@return whether input comes as {@link Connection.Leased}} */
    public boolean leasesReads() {
        return leasesReads;
    }

    /**
     * Sets whether input comes as {@link Connection.Leased}, on pooled buffers, instead of as {@link Connection.Received}. Each loop lends
     * 16 MiB of direct memory at the most. What is small, less than 2 KiB, and what comes when all is lent, is copied.
     *
     * @param value true spares the copy of bulk data
     * @return a copy
     */
    public ConnectionSettings leasesReads(boolean value) {
        return with(copy -> copy.leasesReads = value);
    }

    /** {@return how many bytes of input may be unhandled at a time} */
    public int window() {
        return window;
    }

    /**
     * Sets how many bytes of input may be unhandled at a time. Each message counts for 64 bytes more than its data, and so does each
     * queued write below. Input that a handler keeps, or passes on to another actor,
     * counts as handled.
     *
     * @param value bytes; {@link Integer#MAX_VALUE} = without limit
     * @return a copy
     */
    public ConnectionSettings window(int value) {
        requirePositive("window", value);
        return with(copy -> copy.window = value);
    }

    /** {@return above how many queued bytes reading pauses, and {@link Connection.Flow} closes} */
    public int highMark() {
        return highMark;
    }

    /** {@return down to how many queued bytes reading goes on, and {@link Connection.Flow} opens} */
    public int lowMark() {
        return lowMark;
    }

    /** {@return how many bytes may be queued for writing} */
    public int queuedBytes() {
        return queuedBytes;
    }

    /**
     * Sets how many bytes may be queued for writing: a write that goes beyond is refused, but one is always taken by an empty queue.
     *
     * @param value bytes
     * @return a copy
     */
    public ConnectionSettings queuedBytes(int value) {
        requirePositive("queuedBytes", value);
        return with(copy -> copy.queuedBytes = value);
    }

    /** {@return how many writes may be queued} */
    public int queuedWrites() {
        return queuedWrites;
    }

    /**
     * Sets how many writes may be queued: more are refused.
     *
     * @param value a count
     * @return a copy
     */
    public ConnectionSettings queuedWrites(int value) {
        requirePositive("queuedWrites", value);
        return with(copy -> copy.queuedWrites = value);
    }

    /** {@return whether a refused write suspends writing} */
    public boolean suspendsWriting() {
        return suspendsWriting;
    }

    /**
     * Sets whether a refused write suspends writing: all later ones are refused too, until {@link Connection.ResumeWriting}. So what has
     * been written is always all up to some point, and the writer may go on from there. Several writers have to agree who resumes, and
     * what each then writes again; they better count acks. False takes each write by itself: only where each stands for itself.
     *
     * @param value true = it does
     * @return a copy
     */
    public ConnectionSettings suspendsWriting(boolean value) {
        return with(copy -> copy.suspendsWriting = value);
    }

    /** {@return whether reading pauses while output is above the high mark} */
    public boolean pausesReading() {
        return pausesReading;
    }

    /**
     * Sets whether reading pauses while output is above the high mark. It is what makes a handler that answers what it reads safe
     * without further care, as long as high mark and window together stay below {@code queuedBytes}. But two ends that both write
     * ahead of what they read, and both pause, wait for each other for ever: then one of them sets it to false.
     *
     * @param value true = it does
     * @return a copy
     */
    public ConnectionSettings pausesReading(boolean value) {
        return with(copy -> copy.pausesReading = value);
    }

    /** {@return whether output stays open when the peer ends its own} */
    public boolean halfOpen() {
        return halfOpen;
    }

    /**
     * Sets whether output stays open when the peer ends its own.
     *
     * @param value true = it does
     * @return a copy
     */
    public ConnectionSettings halfOpen(boolean value) {
        return with(copy -> copy.halfOpen = value);
    }

    /** {@return how long a connection without a handler waits for {@link Connection.Register}} */
    public Duration registerWithin() {
        return registerWithin;
    }

    /**
     * Sets how long a connection without a handler waits for {@link Connection.Register}.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings registerWithin(Duration value) {
        requireNotNegative("registerWithin", value);
        return with(copy -> copy.registerWithin = value);
    }

    /** {@return how long a connection may be without a byte either way} */
    public Duration idle() {
        return idle;
    }

    /**
     * Sets how long a connection may be without a byte either way, also while reading is suspended: then it is closed in order; or
     * reset, if the peer took nothing all the while although something is queued.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings idle(Duration value) {
        requireNotNegative("idle", value);
        return with(copy -> copy.idle = value);
    }

    /** {@return how long the peer may send nothing} */
    public Duration idleReading() {
        return idleReading;
    }

    /**
     * Sets how long the peer may send nothing; then the connection is closed in order. One that doesn't read, because it is suspended or
     * backed up, doesn't see what was sent: use {@link #idle} there.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings idleReading(Duration value) {
        requireNotNegative("idleReading", value);
        return with(copy -> copy.idleReading = value);
    }

    /** {@return how long nothing may be written} */
    public Duration idleWriting() {
        return idleWriting;
    }

    /**
     * Sets how long nothing may be written; then the connection is closed in order. It is a limit for the handler, not for the peer: it
     * doesn't run while something waits for the peer to take it.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings idleWriting(Duration value) {
        requireNotNegative("idleWriting", value);
        return with(copy -> copy.idleWriting = value);
    }

    /** {@return how long a peer may take nothing while something is queued} */
    public Duration stall() {
        return stall;
    }

    /**
     * Sets how long a peer may take nothing while something is queued; then the connection is reset.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings stall(Duration value) {
        requireNotNegative("stall", value);
        return with(copy -> copy.stall = value);
    }

    /** {@return how long a close may take to write out what is queued} */
    public Duration flushWithin() {
        return flushWithin;
    }

    /**
     * Sets how long {@link Connection.Close} and the others may take to write out what is queued; then the connection is reset. When it is
     * stopped from outside, as by the system's end, that is 5 seconds at the most, and 5 for {@link #linger} after it.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings flushWithin(Duration value) {
        requireNotNegative("flushWithin", value);
        return with(copy -> copy.flushWithin = value);
    }

    /** {@return how long {@link Connection.Close} reads and discards afterwards} */
    public Duration linger() {
        return linger;
    }

    /** {@return how much {@link Connection.Close} reads and discards} */
    public int lingerBytes() {
        return lingerBytes;
    }

    /** {@return how long the peer may be silent while it is waited for its end, or while the connection is half open} */
    public Duration confirmWithin() {
        return confirmWithin;
    }

    /**
     * Sets for how long no byte may go either way while {@link Connection.ConfirmedClose} waits for the peer's end, and while a
     * connection is half open. So a long answer to a client that has ended its output is not cut off.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings confirmWithin(Duration value) {
        requireNotNegative("confirmWithin", value);
        return with(copy -> copy.confirmWithin = value);
    }

    /**
     * Sets the marks between which {@link Connection.Flow} is told, and reading pauses.
     *
     * @param low bytes
     * @param high bytes
     * @return a copy
     */
    public ConnectionSettings marks(int low, int high) {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException("not 0 <= lowMark <= highMark: " + low + ", " + high);
        }
        return with(copy -> {
            copy.lowMark = low;
            copy.highMark = high;
        });
    }

    /**
     * Sets what a close reads and discards before it lets go.
     *
     * @param time how long; zero = it closes at once
     * @param bytes how much
     * @return a copy
     */
    public ConnectionSettings linger(Duration time, int bytes) {
        requireNotNegative("linger", time);
        if (bytes < 0) {
            throw new IllegalArgumentException("lingerBytes is negative: " + bytes);
        }
        return with(copy -> {
            copy.linger = time;
            copy.lingerBytes = bytes;
        });
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (Objects.requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
