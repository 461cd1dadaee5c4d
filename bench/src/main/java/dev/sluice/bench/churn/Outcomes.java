package dev.sluice.bench.churn;

import dev.sluice.io.Connection.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the connections of one side have ended, by kind. Any thread. */
final class Outcomes {
    private final Map<Kind, Map<String, Long>> counts = new EnumMap<>(Kind.class);
    private long total;

    synchronized void add(Kind kind, String outcome) {
        counts.computeIfAbsent(kind, none -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
        total++;
    }

    static String of(Reason reason) {
        return reason.getClass().getSimpleName();
    }

    synchronized long total() {
        return total;
    }

    /** What is not as it should be, if so many connections of a kind were to end in one of these ways. */
    synchronized List<String> wrong(Kind kind, long expected, Set<String> ways) {
        Map<String, Long> ended = counts.getOrDefault(kind, Map.of());
        List<String> wrong = new ArrayList<>();
        ended.forEach((way, count) -> {
            if (!ways.contains(way)) {
                wrong.add(kind + ": " + count + " ended " + way + ", which is none of " + ways);
            }
        });
        long all = ended.values().stream().mapToLong(Long::longValue).sum();
        if (all != expected) {
            wrong.add(kind + ": " + all + " ended, but there were " + expected);
        }
        return wrong;
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((kind, ways) -> text.append(String.format("  %-20s %s%n", kind, ways)));
        return text.toString();
    }
}
