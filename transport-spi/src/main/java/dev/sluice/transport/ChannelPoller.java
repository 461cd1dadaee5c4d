package dev.sluice.transport;

import dev.sluice.loop.Poller;
import dev.sluice.loop.Signal;
import java.io.IOException;

/**
 * A poller that watches channels. Its methods belong to the loop's thread, but for {@link #wakeUp}.
 *
 * <p>When it is closed while something is registered, it raises {@link Ready#LOST} for each. A signal may register, change an interest
 * and cancel as it likes, whatever the poller is about; what it throws is logged, and harms no other channel. {@code PollerContract} of
 * the test kit has these rules as tests.
 */
public interface ChannelPoller extends Poller {
    /**
     * Watches a channel, with no interest at first.
     *
     * @param source what the handle's {@code source()} gave
     * @param signal is raised, on this loop, with the bits that are ready; level-triggered: as long as they are ready and of
     *        interest, each poll raises them
     * @return changes or ends it
     * @throws IOException if the channel can't be watched
     * @throws IllegalArgumentException if the source is not of the kind that this poller knows
     * @throws IllegalStateException if this poller watches it already
     */
    Registration register(Object source, Signal signal) throws IOException;

    /**
     * How many waits another thread has ended. Any thread.
     *
     * @return a count that only grows; always 0 if the poller doesn't count
     */
    default long wakeUps() {
        return 0;
    }

    /**
     * Tells all channels that are watched of something that concerns many of them.
     *
     * @param bits is raised for each, whatever its interest is; whoever doesn't know them ignores them
     */
    void raiseAll(int bits);

    /** A channel that is watched. Loop's thread only. */
    interface Registration {
        /**
         * Says what to watch for; costs nothing if nothing changes. Nothing happens after the end.
         *
         * @param bits of {@link Ready}; those that no poller sees are overlooked
         */
        void interest(int bits);

        /**
         * Ends the watching, once: no signal is raised any more. The handle is closed by its owner in the same breath.
         *
         * @param flushed called on the loop, outside of any actor's turn, when the poller has let go of the channel, and its
         *        descriptor is free: in a later turn, or within this very call if the poller is closed. So it only raises a
         *        signal, or sends a message
         * @throws IllegalStateException if it was cancelled already
         */
        void cancel(Runnable flushed);
    }
}
