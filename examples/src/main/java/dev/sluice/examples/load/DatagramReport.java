package dev.sluice.examples.load;

import java.util.Locale;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * What came out of a load of datagrams.
 *
 * @param plan what was to be done
 * @param elapsedNanos from the beginning to the last echo
 * @param sent how many messages were sent
 * @param lost how many of them had no echo in time
 * @param strays how many echoes came again, or too late
 * @param latencies in nanoseconds, of each message from its sending to its echo
 */
public record DatagramReport(DatagramPlan plan, long elapsedNanos, long sent, long lost, long strays,
    AbstractHistogram latencies) {
    /** Nothing was done yet. */
    static DatagramReport empty(DatagramPlan plan) {
        return new DatagramReport(plan, 0, 0, 0, 0, new Histogram(2));
    }

    /** Both together, if they were done at the same time. */
    DatagramReport and(DatagramReport other) {
        AbstractHistogram both = latencies.copy();
        both.add(other.latencies);
        return new DatagramReport(plan, Math.max(elapsedNanos, other.elapsedNanos), sent + other.sent,
            lost + other.lost, strays + other.strays, both);
    }

    /** How many messages went there and back in a second. */
    public double messagesPerSecond() {
        return (sent - lost) * 1e9 / Math.max(1, elapsedNanos);
    }

    /** A few lines for people. */
    public String text() {
        double rate = messagesPerSecond();
        return String.format(Locale.ROOT, """
            messages    %,d of %,d B, over %,d sockets with %,d on their way on each, in %.2f s; every byte verified
            lost        %,d (%.3f %%), no echo within %,d ms; %,d came twice or too late
            throughput  %,.0f messages/s, %,.1f MB/s each way
            latency     %s""",
            sent, plan.size(), plan.sockets(), plan.depth(), elapsedNanos / 1e9,
            lost, sent == 0 ? 0 : 100.0 * lost / sent, plan.lostAfter().toMillis(), strays,
            rate, rate * plan.size() / 1e6, Latencies.text(latencies));
    }
}
