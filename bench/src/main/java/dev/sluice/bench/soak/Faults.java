package dev.sluice.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has gone wrong, counted by kind, with the first of each in words. Any thread. */
final class Faults {
    private record Seen(String first, long count) {}

    private final Map<String, Seen> seen = new TreeMap<>();

    /** Notes one; its kind is of a limited number, what is said of it need not be. */
    synchronized void add(String kind, Object details) {
        seen.merge(kind, new Seen(details.toString(), 1), (before, one) -> new Seen(before.first, before.count + 1));
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>();
        seen.forEach((kind, each) -> all.add(each.count + " x " + kind + ", first: " + each.first));
        return all;
    }

    synchronized long count() {
        return seen.values().stream().mapToLong(Seen::count).sum();
    }
}
