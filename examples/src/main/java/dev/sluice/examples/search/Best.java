package dev.sluice.examples.search;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collector;

/** The best hits of any number, of which it never keeps more than are wanted. */
final class Best {
    private final int limit;
    private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(Comparator.reverseOrder());

    Best(int limit) {
        this.limit = limit;
    }

    void add(Hit hit) {
        worstFirst.add(hit);
        if (worstFirst.size() > limit) {
            worstFirst.remove();
        }
    }

    List<Hit> hits() {
        return worstFirst.stream().sorted().toList();
    }

    /** Merges lists of hits, and prunes them. */
    static Collector<List<Hit>, Best, List<Hit>> merging(int limit) {
        return Collector.of(() -> new Best(limit), (best, hits) -> hits.forEach(best::add), (one, other) -> {
            other.worstFirst.forEach(one::add);
            return one;
        }, Best::hits);
    }
}
