package dev.sluice.examples.load;

import java.util.Locale;
import org.HdrHistogram.AbstractHistogram;

/** Prints latencies, in a line for people. */
final class Latencies {
    private Latencies() {}

    /** Percentiles of nanoseconds. */
    static String text(AbstractHistogram latencies) {
        return String.format(Locale.ROOT, "p50 %s  p90 %s  p99 %s  p99.9 %s  max %s",
            percentile(latencies, 50), percentile(latencies, 90), percentile(latencies, 99),
            percentile(latencies, 99.9), time(latencies.getMaxValue()));
    }

    private static String percentile(AbstractHistogram latencies, double percentile) {
        return time(latencies.getValueAtPercentile(percentile));
    }

    /** Without the Greek letter: not every console can print it. */
    private static String time(long nanos) {
        return nanos < 10_000_000
            ? String.format(Locale.ROOT, "%.0f us", nanos / 1e3)
            : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
