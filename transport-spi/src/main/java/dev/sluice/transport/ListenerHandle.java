package dev.sluice.transport;

import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;

/** A non-blocking source of incoming streams; bound when it is made. Same rules as for {@link StreamHandle}. */
public interface ListenerHandle {
    /**
     * Takes the handle's first step on its loop.
     *
     * @param signal to be raised with {@link Ready#HANDLE}, from any thread, when the handle can go on without its poller
     */
    default void attach(Signal signal) {}

    /**
     * Takes one waiting connection.
     *
     * @return a stream that is the caller's now; null = none that it could take in this call: the poller tells if more wait
     * @throws IOException if it can't be taken now, for example because descriptors have run out; the listener tries again
     *         later
     */
    StreamHandle accept() throws IOException;

    /**
     * How many connections {@link #accept} has closed because they could not be used.
     *
     * @return a count that only grows
     */
    default long failures() {
        return 0;
    }

    /**
     * Closes. Comes last, once.
     *
     * @throws IOException is logged
     */
    void close() throws IOException;

    /**
     * What the poller knows this listener by; for the NIO poller an {@link NioPoller.Source}.
     *
     * @return usually {@code this}
     */
    Object source();

    /**
     * Where it listens.
     *
     * @return the bound address
     */
    SocketAddress localAddress();

    /**
     * Which options its socket has, and their values.
     *
     * @return none unless it has a socket that is open
     */
    default SocketOptions.Effective options() {
        return new SocketOptions.Effective(Map.of());
    }
}
