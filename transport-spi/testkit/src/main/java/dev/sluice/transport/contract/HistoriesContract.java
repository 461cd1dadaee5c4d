package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Layer;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.StreamOrigin;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Drives connections through random histories: commands of all kinds, a peer that sends, reads, stops reading, ends its output, closes
 * or resets, and handlers that are slow, replaced or stopped, in any order. After each the books must balance:
 *
 * <ul>
 * <li>what was delivered is what the peer sent, in order, and what the peer got is what was written; all of it, if the connection has
 * ended in order;
 * <li>each write that wanted an ack was either done or failed, once, in order;
 * <li>{@code Closed} was told once, last, for a cause that has happened, and before {@code Terminated};
 * <li>nothing was delivered while it was suspended, and no more than was pulled;
 * <li>nothing is left behind: no slot, registration, timer or actor.
 * </ul>
 *
 * Each history follows from its seed. One that fails is named, and run again by {@code -Dsluice.seed=...}, which prints what happens.
 * {@code -Dsluice.histories=1000000} runs so many.
 */
public abstract class HistoriesContract {
    private static final int PER_STAGE = 500;

    /** For subclasses. */
    protected HistoriesContract() {}

    /**
     * A handle to test.
     *
     * @param opener makes it, on the loop
     * @param peer the other end, open, and moved by hand: no poller watches it
     */
    public record Line(StreamOrigin.Opener opener, StreamHandle peer) {
        /** Checks the fields. */
        public Line {
            Objects.requireNonNull(opener, "opener");
            Objects.requireNonNull(peer, "peer");
        }
    }

    /**
     * Makes a handle and its peer.
     *
     * @param random what else shall be different each time, such as the size of buffers
     * @return both
     * @throws Exception fails the test
     */
    protected abstract Line line(Random random) throws Exception;

    /**
     * The poller that knows such handles.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * What the handle shall be wrapped in.
     *
     * @param seed of the history
     * @return nothing, unless this is overridden
     */
    protected Layer layer(long seed) {
        return Layer.NONE;
    }

    /**
     * Whether the handle, or its layer, may break at any time. What was lost is then nobody's fault, but all else holds.
     *
     * @return false, unless this is overridden
     */
    protected boolean breaks() {
        return false;
    }

    /**
     * Whether a connection notices a reset. If not, it sees an end instead.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean knowsReset() {
        return true;
    }

    /**
     * How many histories are run, with the seeds from 1 on.
     *
     * @return a count
     */
    protected abstract int histories();

    @Test
    void shouldBalanceTheBooksInEveryHistory() throws Exception {
        Long seed = Long.getLong("sluice.seed");
        if (seed != null) {
            run(seed, 1, true);
        } else {
            int all = Integer.getInteger("sluice.histories", histories());
            for (int first = 1; first <= all; first += PER_STAGE) {
                run(first, Math.min(PER_STAGE, all - first + 1), false);
            }
        }
    }

    private void run(long first, int count, boolean prints) throws Exception {
        try (Stage stage = new Stage(this::poller)) {
            for (long seed = first; seed < first + count; seed++) {
                run(stage, seed, prints);
            }
        }
    }

    private void run(Stage stage, long seed, boolean prints) throws Exception {
        History history = new History(this, stage, seed);
        try {
            history.run();
        } catch (Throwable e) {
            throw failed(seed, List.of(e.toString()), history, e);
        }
        if (!history.blamed().isEmpty()) {
            throw failed(seed, history.blamed(), history, null);
        }
        if (prints) {
            System.out.println(history);
        }
    }

    private AssertionError failed(long seed, List<String> problems, History history, Throwable cause) {
        return new AssertionError("history " + seed + " of " + getClass().getName() + " (run it again by -Dsluice.seed="
            + seed + "):\n  " + String.join("\n  ", problems) + "\n" + history, cause);
    }
}
