package dev.sluice.bench.soak;

import dev.sluice.bench.report.Options;
import java.util.concurrent.TimeUnit;

/**
 * How long it goes.
 *
 * @param warmSeconds before anything is compared: classes are loaded, pools and buffers grow to what is needed at a time
 * @param seconds what is compared
 * @param windows into how many slices that is cut
 * @param judgesTime whether latency and loss decide; in a short time, on a machine that others use too, they say too little
 */
record Plan(double warmSeconds, double seconds, int windows, boolean judgesTime) {
    private static final int MOST_WINDOWS = 60;
    private static final int LEAST_WINDOWS = 4;
    private static final double WINDOW_SECONDS = 2.5;
    private static final double MOST_WARM_SECONDS = 30;

    static Options options(Class<?> program) {
        return Options.of(program)
            .option("minutes", 10, "how long")
            .option("seconds", 0,
                "how long, instead of minutes: the short mode, in which latency and loss are said but not judged")
            .option("results", "bench/target", "the folder for the file of results; empty = none");
    }

    static Plan of(Options options) {
        double seconds = options.seconds("seconds");
        return seconds > 0
            ? of(seconds, false)
            : of(TimeUnit.MINUTES.toSeconds(options.integer("minutes")), true);
    }

    static Plan of(double seconds, boolean judgesTime) {
        double warm = Math.min(seconds / 5, MOST_WARM_SECONDS);
        int windows = Math.clamp((long) (seconds / WINDOW_SECONDS), LEAST_WINDOWS, MOST_WINDOWS);
        return new Plan(warm, seconds, windows, judgesTime);
    }

    double windowSeconds() {
        return seconds / windows;
    }
}
