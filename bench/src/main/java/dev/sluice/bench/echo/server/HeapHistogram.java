package dev.sluice.bench.echo.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many bytes of each class are alive in a JVM, less what the collector fills gaps with. */
public record HeapHistogram(Map<String, Long> bytesByClass) {
    /** {@code  1:  4711  150752  [B (java.base@25)}: place, instances, bytes, class. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    private static final String FILLER = "FillerElement;";

    public static HeapHistogram parse(List<String> lines) {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && !matcher.group(2).endsWith(FILLER)) {
                bytes.merge(matcher.group(2), Long.parseLong(matcher.group(1)), Long::sum);
            }
        }
        return new HeapHistogram(bytes);
    }

    /** What there is more of than before. */
    public HeapHistogram minus(HeapHistogram before) {
        Map<String, Long> difference = new HashMap<>(bytesByClass);
        before.bytesByClass.forEach((name, bytes) -> difference.merge(name, -bytes, Long::sum));
        return new HeapHistogram(difference);
    }

    public long total() {
        return bytesByClass.values().stream().mapToLong(Long::longValue).sum();
    }
}
