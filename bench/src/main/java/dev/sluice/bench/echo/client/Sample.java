package dev.sluice.bench.echo.client;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one client has measured on one server in one round. It travels as a line of text, in the form that {@code
 * loadgen} uses too, so that either client will do.
 *
 * @param rate messages per second
 * @param p50 median of the latencies in microseconds
 * @param p99 their 99th percentile
 * @param serverMicros processor time of the server per message, in microseconds
 * @param serverBusy how much of one processor the server used, in per cent: far below 100, the client is the bottleneck
 */
public record Sample(double rate, double p50, double p99, double serverMicros, double serverBusy) {
    private static final String PREFIX = "RESULT ";

    public static boolean isResult(String line) {
        return line.startsWith(PREFIX);
    }

    public static Sample parse(String line) {
        return new Sample(number(line, "rate"), number(line, "p50"), number(line, "p99"), number(line, "srv_us"),
            number(line, "srv_cpu"));
    }

    private static double number(String line, String key) {
        Matcher matcher = Pattern.compile(" " + key + "=([0-9.]+)").matcher(line);
        if (!matcher.find()) {
            throw new IllegalArgumentException("the client gave no " + key + ": " + line);
        }
        return Double.parseDouble(matcher.group(1));
    }

    public String format() {
        return String.format(Locale.ROOT, PREFIX + "rate=%.1f p50=%.2f p99=%.2f srv_us=%.4f srv_cpu=%.1f", rate, p50,
            p99, serverMicros, serverBusy);
    }
}
