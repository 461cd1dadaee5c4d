package dev.sluice.bench.memory;

import dev.sluice.bench.report.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a collector has stopped its JVM each time. */
record Pauses(List<Double> millis) {
    /** {@code [1.2s] GC(0) Pause Young (Normal) 24M->4M(256M) 2.345ms}, or {@code ... y: Pause Mark Start 0.012ms}. */
    private static final Pattern LINE = Pattern.compile(".*GC\\(\\d+\\) (?:[yYoO]: )?Pause .*?([0-9.]+)ms");

    static Pauses parse(List<String> lines) {
        return new Pauses(lines.stream().map(LINE::matcher).filter(Matcher::matches)
            .map(matcher -> Double.valueOf(matcher.group(1))).toList());
    }

    int size() {
        return millis.size();
    }

    /** Without the first ones. */
    Pauses from(int first) {
        return new Pauses(millis.subList(first, millis.size()));
    }

    double longest() {
        return millis.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double sum() {
        return millis.stream().mapToDouble(Double::doubleValue).sum();
    }

    String format() {
        return String.format(Locale.ROOT, "%.1f/%.1f (%d)", longest(), sum(), size());
    }

    Map<String, Object> toMap() {
        return Json.object("count", size(), "longestMillis", longest(), "sumMillis", sum());
    }
}
