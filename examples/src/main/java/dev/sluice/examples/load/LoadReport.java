package dev.sluice.examples.load;

import java.util.Locale;
import org.HdrHistogram.AbstractHistogram;

/**
 * What came out of a load.
 *
 * @param plan what was done
 * @param elapsedNanos from the first connect to the last echo
 * @param latencies in nanoseconds, of each message from its write to the last byte of its echo
 */
public record LoadReport(LoadPlan plan, long elapsedNanos, AbstractHistogram latencies) {
    /** How many messages went there and back in a second. */
    public double messagesPerSecond() {
        return plan.messages() * 1e9 / elapsedNanos;
    }

    /** A few lines for people. */
    public String text() {
        double rate = messagesPerSecond();
        return String.format(Locale.ROOT, """
            messages    %,d of %,d B, over %,d connections with %,d on their way on each, in %.2f s; every byte verified
            throughput  %,.0f messages/s, %,.1f MB/s each way
            latency     %s""",
            plan.messages(), plan.size(), plan.connections(), plan.depth(), elapsedNanos / 1e9,
            rate, rate * plan.size() / 1e6, Latencies.text(latencies));
    }
}
