package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.testkit.DatagramFaults;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Drives datagram endpoints through random histories: commands of all kinds, a peer that sends, receives or closes, a socket that takes
 * nothing for a while, handlers that are replaced or stopped, and whatever goes wrong by a plan of faults, in any order. After each the
 * books must balance:
 *
 * <ul>
 * <li>each command to send that wanted to know has exactly one outcome: its ack, or its failure with those datagrams that were not sent;
 * <li>what arrives on either side is what was sent, whole or truncated with a word of it, in order; not twice, and nothing is lost, unless
 * that is among the faults; and nothing arrives that was told to have failed;
 * <li>{@code Closed} was told once to each who is to know, last, for a cause that has happened, and before {@code Terminated};
 * <li>nothing was delivered while it was suspended, and no more than was pulled;
 * <li>the figures add up;
 * <li>the socket was used on one thread, as its contract says, and closed once; nothing is left behind: no slot, registration or actor.
 * </ul>
 *
 * Each history follows from its seed. One that fails is named, and run again by {@code -Dsluice.seed=...}, which prints what happens.
 * {@code -Dsluice.histories=1000000} runs so many.
 */
public abstract class DatagramHistoriesContract {
    private static final int PER_STAGE = 500;

    /** For subclasses. */
    protected DatagramHistoriesContract() {}

    /**
     * Sockets to test.
     *
     * @param handle the one under test; open, and nothing was done with it. It may be connected to its peer
     * @param peer the other one, moved by hand: no poller watches it. Not connected
     */
    public record Line(DatagramHandle handle, DatagramHandle peer) {
        /** Checks the fields. */
        public Line {
            Objects.requireNonNull(handle, "handle");
            Objects.requireNonNull(peer, "peer");
        }
    }

    /**
     * Opens a socket and its peer.
     *
     * @param random what else shall be different each time, such as the size of buffers, and whether the one is connected
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
     * What goes wrong with the socket under test.
     *
     * @param seed of the history
     * @return nothing, unless this is overridden
     */
    protected DatagramFaults faults(long seed) {
        return DatagramFaults.seeded(seed);
    }

    /**
     * Whether the socket may break at any time. What was lost by that is then nobody's fault, but all else holds.
     *
     * @return false, unless this is overridden
     */
    protected boolean breaks() {
        return false;
    }

    /**
     * Whether the transport itself may lose datagrams, for example because its buffers are full.
     *
     * @return false: it says what it has lost, by {@link DatagramHandle#dropped}
     */
    protected boolean mayLose() {
        return false;
    }

    /**
     * Whether a socket that is connected hears that nobody is where it sends to, and so may be told of it.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean tellsUnreachable() {
        return true;
    }

    /**
     * What a history has left behind, when all is closed.
     *
     * @return null = nothing that could be seen
     */
    protected String leftBehind() {
        return null;
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
        DatagramHistory history = new DatagramHistory(this, stage, seed);
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

    private AssertionError failed(long seed, List<String> problems, DatagramHistory history, Throwable cause) {
        return new AssertionError("history " + seed + " of " + getClass().getName() + " (run it again by -Dsluice.seed="
            + seed + "):\n  " + String.join("\n  ", problems) + "\n" + history, cause);
    }
}
