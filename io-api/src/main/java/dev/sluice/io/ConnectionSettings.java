package dev.sluice.io;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a byte-stream connection; immutable, each method gives a copy. Zero durations switch a clock off.
 *
 * @param reading how input is delivered
 * @param window how many bytes of {@link Connection.Received} may be unhandled at a time; each message counts for 64 bytes more
 *        than its data, and so does each queued write below. Input that a handler passes on to another actor counts as handled
 * @param highMark reading pauses, and {@link Connection.Flow} closes, when more bytes than this are queued for writing
 * @param lowMark reading goes on, and {@link Connection.Flow} opens, when no more bytes than this are queued
 * @param queuedBytes a write is refused if more bytes than this would be queued; one write is always taken by an empty queue
 * @param queuedWrites a write is refused if more writes than this would be queued
 * @param pausesReading whether reading pauses while output is above the high mark. It is what makes a handler that answers what it
 *        reads safe without further care, as long as high mark and window together stay below {@code queuedBytes}. But two ends
 *        that both write ahead of what they read, and both pause, wait for each other for ever: then one of them sets it to false
 * @param halfOpen whether output stays open when the peer ends its own
 * @param registerWithin how long a connection without a handler waits for {@link Connection.Register}
 * @param idle how long a connection may be without a byte either way, also while reading is suspended
 * @param stall how long a peer may take nothing while something is queued
 * @param flushWithin how long {@link Connection.Close} and the others may take to write out what is queued. When the connection is
 *        stopped from outside, as by the system's end, that is 5 seconds at the most
 * @param linger how long {@link Connection.Close} reads and discards afterwards; zero = closes at once
 * @param lingerBytes how much it reads and discards
 * @param confirmWithin how long {@link Connection.ConfirmedClose} waits for the peer's end, and how long a connection stays half
 *        open
 */
public record ConnectionSettings(Reading reading, int window, int highMark, int lowMark, int queuedBytes,
    int queuedWrites,
    boolean pausesReading, boolean halfOpen, Duration registerWithin, Duration idle, Duration stall,
    Duration flushWithin,
    Duration linger, int lingerBytes, Duration confirmWithin) {

    /** How input is delivered. */
    public enum Reading {
        /** As it comes, within the window. */
        PUSH,
        /** Only what {@link Connection.Pull} asks for. */
        PULL
    }

    /** Bounded throughout: 256 KiB unhandled input, 64 KiB of output before reading pauses, 1 MiB before writes are refused. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(Reading.PUSH, 256 << 10, 64 << 10, 32 << 10,
        1 << 20,
        1 << 14, true, false, Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(30),
        Duration.ofSeconds(1), 64 << 10, Duration.ofSeconds(60));

    /** Checks the fields. */
    public ConnectionSettings {
        Objects.requireNonNull(reading, "reading");
        requirePositive("window", window);
        requirePositive("queuedBytes", queuedBytes);
        requirePositive("queuedWrites", queuedWrites);
        if (lowMark < 0 || highMark < lowMark) {
            throw new IllegalArgumentException("not 0 <= lowMark <= highMark: " + lowMark + ", " + highMark);
        }
        if (lingerBytes < 0) {
            throw new IllegalArgumentException("lingerBytes is negative: " + lingerBytes);
        }
        requireNotNegative("registerWithin", registerWithin);
        requireNotNegative("idle", idle);
        requireNotNegative("stall", stall);
        requireNotNegative("flushWithin", flushWithin);
        requireNotNegative("linger", linger);
        requireNotNegative("confirmWithin", confirmWithin);
    }

    /**
     * Sets how input is delivered.
     *
     * @param value push or pull
     * @return a copy
     */
    public ConnectionSettings reading(Reading value) {
        return new ConnectionSettings(value, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how much input may be unhandled.
     *
     * @param value bytes; {@link Integer#MAX_VALUE} = without limit
     * @return a copy
     */
    public ConnectionSettings window(int value) {
        return new ConnectionSettings(reading, value, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets the marks between which {@link Connection.Flow} is told, and reading pauses.
     *
     * @param low bytes
     * @param high bytes
     * @return a copy
     */
    public ConnectionSettings marks(int low, int high) {
        return new ConnectionSettings(reading, window, high, low, queuedBytes, queuedWrites, pausesReading, halfOpen,
            registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how many bytes may be queued for writing.
     *
     * @param value bytes
     * @return a copy
     */
    public ConnectionSettings queuedBytes(int value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, value, queuedWrites, pausesReading, halfOpen,
            registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how many writes may be queued.
     *
     * @param value a count
     * @return a copy
     */
    public ConnectionSettings queuedWrites(int value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, value, pausesReading, halfOpen,
            registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets whether reading pauses while output is above the high mark.
     *
     * @param value true = it does
     * @return a copy
     */
    public ConnectionSettings pausesReading(boolean value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, value, halfOpen,
            registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets whether output stays open when the peer ends its own.
     *
     * @param value true = it does
     * @return a copy
     */
    public ConnectionSettings halfOpen(boolean value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            value, registerWithin, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how long a connection waits for a handler.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings registerWithin(Duration value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, value, idle, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how long a connection may be idle.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings idle(Duration value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, value, stall, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how long a peer may take nothing while something is queued.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings stall(Duration value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, value, flushWithin, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how long a close may take to write out what is queued.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings flushWithin(Duration value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, stall, value, linger, lingerBytes, confirmWithin);
    }

    /**
     * Sets how long a confirmed close waits for the peer, and a connection stays half open.
     *
     * @param value zero = for ever
     * @return a copy
     */
    public ConnectionSettings confirmWithin(Duration value) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, stall, flushWithin, linger, lingerBytes, value);
    }

    /**
     * Sets what a close reads and discards before it lets go.
     *
     * @param time how long; zero = it closes at once
     * @param bytes how much
     * @return a copy
     */
    public ConnectionSettings linger(Duration time, int bytes) {
        return new ConnectionSettings(reading, window, highMark, lowMark, queuedBytes, queuedWrites, pausesReading,
            halfOpen, registerWithin, idle, stall, flushWithin, time, bytes, confirmWithin);
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
