package dev.sluice.bench.echo.client;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * What one client has measured on one server in one slice. It travels as text, in the form that {@code loadgen} uses
 * too, so that either client will do: a line for each latency that occurred, and one for the result.
 *
 * @param rate messages, connections or MiB per second; see {@link Exchange#unit()}
 * @param p50 median of the latencies in microseconds
 * @param p90 their 90th percentile
 * @param p99 their 99th
 * @param p999 their 99.9th
 * @param max the longest
 * @param serverMicros processor time of the server per message, connection or MiB, in microseconds
 * @param serverBusy how much of one processor the server used, in per cent: far below 100, the client is the bottleneck
 * @param lost datagrams that had to be sent again; a connection that is lost ends the client instead
 * @param openSeconds how long it took to open the connections, and to exchange one message with each; 0 = not measured
 * @param latencies all of them in nanoseconds; those that {@code loadgen} has taken have its error, below 0.8 %
 */
public record Sample(double rate, double p50, double p90, double p99, double p999, double max, double serverMicros,
    double serverBusy, long lost, double openSeconds, Histogram latencies) {
    private static final String RESULT = "RESULT ";
    private static final String LATENCY = "HIST ";

    /** The result of a client, from all that it has printed. */
    public static Sample parse(List<String> lines) {
        String result = lines.stream().filter(line -> line.startsWith(RESULT)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the client gave no result"));
        Histogram latencies = emptyLatencies();
        lines.stream().filter(line -> line.startsWith(LATENCY)).forEach(line -> record(line, latencies));
        return new Sample(number(result, "rate"), number(result, "p50"), number(result, "p90"), number(result, "p99"),
            number(result, "p999"), number(result, "max"), number(result, "srv_us"), number(result, "srv_cpu"),
            (long) numberOrZero(result, "lost"), numberOrZero(result, "open_secs"), latencies);
    }

    private static double number(String line, String key) {
        Matcher matcher = matcher(line, key);
        if (!matcher.find()) {
            throw new IllegalArgumentException("the client gave no " + key + ": " + line);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private static double numberOrZero(String line, String key) {
        return matcher(line, key).find() ? number(line, key) : 0;
    }

    private static Matcher matcher(String line, String key) {
        return Pattern.compile(" " + key + "=([0-9.]+)").matcher(line);
    }

    private static void record(String line, Histogram latencies) {
        String[] fields = line.split(" ");
        latencies.recordValueWithCount(within(Long.parseLong(fields[1]), latencies), Long.parseLong(fields[2]));
    }

    /** For nanoseconds, to three digits; what takes longer than its maximum of a minute counts as that. */
    static Histogram emptyLatencies() {
        return new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    }

    static long within(long nanos, Histogram latencies) {
        return Math.min(nanos, latencies.getHighestTrackableValue());
    }

    /** The latencies of all samples, as if one client had taken them. */
    public static Histogram merge(Collection<Sample> samples) {
        Histogram merged = emptyLatencies();
        samples.forEach(sample -> merged.add(sample.latencies));
        return merged;
    }

    /** A percentile, from 0 to 100, of latencies, in microseconds. */
    public static double micros(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** The line of the result. */
    public String format() {
        return String.format(Locale.ROOT,
            RESULT + "rate=%.3f p50=%.3f p90=%.3f p99=%.3f p999=%.3f max=%.3f srv_us=%.4f srv_cpu=%.1f lost=%d "
                + "open_secs=%.3f",
            rate, p50, p90, p99, p999, max, serverMicros, serverBusy, lost, openSeconds);
    }

    /** Prints what can be parsed again. */
    void print(PrintStream out) {
        for (HistogramIterationValue value : latencies.recordedValues()) {
            out.println(LATENCY + value.getValueIteratedTo() + " " + value.getCountAddedInThisIterationStep());
        }
        out.println(format());
    }
}
