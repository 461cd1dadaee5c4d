package dev.sluice.examples.load;

import dev.sluice.io.EndpointSettings;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a load of datagrams consists of.
 *
 * @param server where the echo is
 * @param sockets how many at the same time
 * @param size bytes of a message, at least {@link #LEAST_SIZE}
 * @param count messages of each socket
 * @param depth how many of them are on their way at a time
 * @param lostAfter how long an echo is waited for
 * @param atMost nothing more is sent after that
 */
public record DatagramPlan(InetSocketAddress server, int sockets, int size, int count, int depth, Duration lostAfter,
    Duration atMost) {
    /** A message carries its number, so that it is known again. */
    public static final int LEAST_SIZE = Integer.BYTES;

    /** Never refuses what the plan lets out. */
    EndpointSettings settings() {
        return EndpointSettings.DEFAULT.queuedBytes(Integer.MAX_VALUE).queuedDatagrams(Integer.MAX_VALUE);
    }
}
