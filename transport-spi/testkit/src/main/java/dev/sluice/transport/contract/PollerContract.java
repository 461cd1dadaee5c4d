package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import java.io.IOException;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link ChannelPoller} does. To be extended by whoever has written one, or drives {@link
 * dev.sluice.transport.NioPoller} by a selector that is not the JDK's.
 *
 * {@snippet :
 * class MyPollerTest extends PollerContract {
 *     @Override
 *     protected ChannelPoller poller() {
 *         return new NioPoller(MyProvider.instance());
 *     }
 *
 *     @Override
 *     protected Subject subject(ChannelPoller poller) throws IOException {
 *         return new MySubject(MyChannels.pair());
 *     }
 * }
 * }
 *
 * <p>Each test has a poller of its own, and is the thread of its loop. No test depends on how long anything takes; one that hangs
 * fails after a minute.
 */
public abstract class PollerContract {
    /** For subclasses. */
    protected PollerContract() {}

    /** A channel to be watched: there is room for its output all the time, and input only when the test says so. */
    public interface Subject extends AutoCloseable {
        /**
         * What it is registered by.
         *
         * @return the same at each call
         */
        Object source();

        /**
         * Has input come. The poller may notice a moment later.
         *
         * @throws Exception fails the test
         */
        void makeReadable() throws Exception;

        /**
         * Takes all input that has come.
         *
         * @throws Exception fails the test
         */
        void drain() throws Exception;

        /**
         * Closes the channel, as its handle does. Does nothing the second time.
         *
         * @throws IOException fails the test
         */
        @Override
        void close() throws IOException;
    }

    /**
     * Makes a poller. Called on the thread that polls it.
     *
     * @return a new one, which watches nothing
     * @throws Exception fails the test
     */
    protected abstract ChannelPoller poller() throws Exception;

    /**
     * Makes a channel.
     *
     * @param poller will watch it
     * @return a new one, without input
     * @throws Exception fails the test
     */
    protected abstract Subject subject(ChannelPoller poller) throws Exception;

    /**
     * Something that is no channel of the poller's.
     *
     * @return what it must refuse to watch; null if it watches anything, and the test is left out
     */
    protected Object unknown() {
        return "not a channel";
    }

    @Nested
    class Watching extends WatchingRules {
        Watching() {
            super(PollerContract.this);
        }
    }

    @Nested
    class Cancelling extends CancellingRules {
        Cancelling() {
            super(PollerContract.this);
        }
    }

    @Nested
    class Waiting extends WaitingRules {
        Waiting() {
            super(PollerContract.this);
        }
    }

    @Nested
    class Losing extends LosingRules {
        Losing() {
            super(PollerContract.this);
        }
    }
}
