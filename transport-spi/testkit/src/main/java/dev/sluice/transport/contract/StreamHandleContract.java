package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Layer;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.StreamHandle;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

/**
 * What every byte stream does before there is a connection on it: {@link StreamHandle} as tests. To be extended by whoever has written a
 * handle, or a {@link Layer}; {@link StreamContract} then shows that a connection can live on it.
 *
 * <p>Each test opens one pair, and drives both ends on its own thread, as a connection does: a handle is asked again only when what it
 * wants to be {@linkplain StreamHandle#watched watched} is ready, or when it has raised its signal.
 */
public abstract class StreamHandleContract {
    /** For subclasses. */
    protected StreamHandleContract() {}

    /**
     * Two ends of one stream, neither of them attached or open.
     *
     * @param handle the one under test
     * @param peer the other one, of the same kind or any other
     */
    public record Pair(StreamHandle handle, StreamHandle peer) {
        /** Checks the fields. */
        public Pair {
            Objects.requireNonNull(handle, "handle");
            Objects.requireNonNull(peer, "peer");
        }
    }

    /**
     * Makes a pair.
     *
     * @return both; the test closes them
     * @throws Exception fails the test
     */
    protected abstract Pair pair() throws Exception;

    /**
     * The poller that knows such handles, both of them.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * What the handle under test shall be wrapped in.
     *
     * @return nothing, unless this is overridden
     */
    protected Layer layer() {
        return Layer.NONE;
    }

    /**
     * How much can be written that nobody reads: all buffers in between, at the most. The tests write more than that to see a writer
     * blocked, so it pays to have small ones.
     *
     * @return bytes
     */
    protected int capacity() {
        return 8 << 20;
    }

    /**
     * Whether a peer notices a reset, and can cause one. If not, an end in order is all that is expected.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean knowsReset() {
        return true;
    }

    /** Called after each test, when both ends are closed: the moment to look for what was left behind. */
    protected void ended() {}

    @Nested
    class Reading extends HandleReadingRules {
        Reading() {
            super(StreamHandleContract.this);
        }
    }

    @Nested
    class Writing extends HandleWritingRules {
        Writing() {
            super(StreamHandleContract.this);
        }
    }

    @Nested
    class Transferring extends HandleFileRules {
        Transferring() {
            super(StreamHandleContract.this);
        }
    }

    @Nested
    class Ending extends HandleEndingRules {
        Ending() {
            super(StreamHandleContract.this);
        }
    }
}
