package dev.sluice.examples.load;

import dev.sluice.examples.carrier.Carrier;
import dev.sluice.io.ConnectionSettings;
import java.time.Duration;

/**
 * What a load consists of.
 *
 * @param server where the echo is, and how to get there
 * @param connections how many at the same time
 * @param size bytes of a message
 * @param count messages of each connection
 * @param depth how many of them are on their way at a time
 * @param patience a connection on which nothing moves for so long is given up
 */
public record LoadPlan(Carrier server, int connections, int size, int count, int depth, Duration patience) {
    /** The same with another number of messages. */
    public LoadPlan withCount(int value) {
        return new LoadPlan(server, connections, size, value, depth, patience);
    }

    /** How many messages that are on all connections together. */
    public long messages() {
        return (long) connections * count;
    }

    /**
     * The settings of a connection.
     *
     * <p>It goes on reading while its own output is backed up. Otherwise both ends could wait for ever: the echo stops reading
     * when its output is backed up, and would wait for us to read, who wait for it. Nothing piles up here, because no more than
     * {@code depth} messages are on their way, and the queue of writes needs no other limit.
     */
    ConnectionSettings settings() {
        return ConnectionSettings.DEFAULT.pausesReading(false).idle(patience)
            .queuedBytes(Integer.MAX_VALUE).queuedWrites(Integer.MAX_VALUE);
    }
}
