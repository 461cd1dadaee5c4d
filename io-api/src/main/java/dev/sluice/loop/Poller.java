package dev.sluice.loop;

import java.io.IOException;

/**
 * Where a loop waits. It has exactly one poller, and calls {@link #poll} and {@link #close} on its own thread only.
 *
 * <p>A poller that watches sockets raises {@link Signal}s from within {@code poll}; it runs no user code and throws nothing
 * for the sake of a single socket.
 */
public interface Poller extends AutoCloseable {
    /**
     * Reports what is ready; waits for it if asked to.
     *
     * @param timeoutNanos how long to wait at the most, in nanoseconds; 0 = don't wait, negative = for ever. A poller of
     *        coarser resolution rounds up
     * @return how many signals were raised
     * @throws IOException if the poller is broken: the loop closes and replaces it
     */
    int poll(long timeoutNanos) throws IOException;

    /**
     * Ends the present {@code poll}, or else the next one. Any thread. The loop calls it once for each sleep at the most.
     */
    void wakeUp();

    /** Releases everything; the loop has ended, or replaces this poller. */
    @Override
    void close();
}
