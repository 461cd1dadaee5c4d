package dev.sluice.transport;

/**
 * What a channel waits for, and what is ready: bits, both as an interest and as a signal. Their values are those of {@code
 * java.nio.channels.SelectionKey}, so that the NIO poller passes them through.
 */
public final class Ready {
    /** There is input, or its end, or an error. */
    public static final int READ = 1;
    /** There is room for output, or an error. */
    public static final int WRITE = 1 << 2;
    /** An outgoing connection is established, or has failed. */
    public static final int CONNECT = 1 << 3;
    /** An incoming connection waits. */
    public static final int ACCEPT = 1 << 4;
    /** The poller broke, and watches this channel no longer. */
    public static final int LOST = 1 << 5;
    /** The handle has something to do that no poller sees, such as a handshake task that was done elsewhere. */
    public static final int HANDLE = 1 << 6;
    /** The bind that this connection came through is at another step of its drain. */
    public static final int DRAIN = 1 << 7;

    private Ready() {}
}
