package dev.sluice.bench.report;

import java.util.Locale;

/** What servers are compared by. */
public enum Metric {
    /** Messages, connections or MiB per second: more is better. */
    RATE,
    /** The median latency: less is better. */
    P50,
    /** The 99th percentile of the latencies: less is better. */
    P99;

    /** As it is written in a file. */
    public static Metric parse(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
