package dev.sluice.bench.soak;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * How long the messages at the fixed rate took, by windows, and by thirds of the whole time. Takes as much memory at the end as at
 * the beginning, for this process is watched too.
 */
final class Latencies {
    /** Of a window or a third, in microseconds. */
    record Figures(long count, double p50, double p99, double p999, double max) {
        private static Figures of(Histogram histogram) {
            return new Figures(histogram.getTotalCount(), micros(histogram, 50), micros(histogram, 99),
                micros(histogram, 99.9), micros(histogram, 100));
        }

        private static double micros(Histogram histogram, double percentile) {
            return histogram.getValueAtPercentile(percentile) / (double) TimeUnit.MICROSECONDS.toNanos(1);
        }
    }

    private static final long HIGHEST = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(HIGHEST, DIGITS);
    private final List<Histogram> thirds = Stream.generate(() -> new Histogram(HIGHEST, DIGITS)).limit(3).toList();
    private Histogram window = recorder.getIntervalHistogram();

    /** Any thread. */
    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, HIGHEST));
    }

    /**
     * Ends a window.
     *
     * @param part how much of the whole time had passed when it began, from 0 to 1
     */
    Figures next(double part) {
        window = recorder.getIntervalHistogram(window);
        thirds.get((int) (part * thirds.size())).add(window);
        return Figures.of(window);
    }

    /** Forgets what has come since the last window. */
    void skip() {
        window = recorder.getIntervalHistogram(window);
    }

    Figures firstThird() {
        return Figures.of(thirds.getFirst());
    }

    Figures lastThird() {
        return Figures.of(thirds.getLast());
    }
}
