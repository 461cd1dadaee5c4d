package dev.sluice.bench.soak;

import dev.sluice.bench.report.Spread;
import java.util.ArrayList;
import java.util.List;

/** Decides what has grown. Each answer is empty if nothing has, or says what and by how much. */
final class Judgement {
    private static final double MOST_GROWTH_OF_LATENCY = 3;
    /** On the loopback nothing is lost but by a full socket buffer, of a process that doesn't get a processor. */
    private static final double MOST_LOST = 0.01;

    private Judgement() {}

    /**
     * Under load: the median of the last quarter beside that of the first. Whatever is lost now and then adds up, while what is only
     * on its way is now more and now less, and is the same in the middle.
     */
    static List<String> growth(String process, List<Vitals> series) {
        List<String> grown = new ArrayList<>();
        for (Vital vital : Vital.values()) {
            note(grown, process + " under load", vital, early(series, vital), late(series, vital), vital.underLoad());
        }
        return grown;
    }

    static long early(List<Vitals> series, Vital vital) {
        return median(series.subList(0, quarter(series)), vital);
    }

    static long late(List<Vitals> series, Vital vital) {
        return median(series.subList(series.size() - quarter(series), series.size()), vital);
    }

    private static int quarter(List<Vitals> series) {
        return Math.max(1, series.size() / 4);
    }

    private static long median(List<Vitals> series, Vital vital) {
        return (long) Spread.of(series, vitals -> vitals.get(vital)).median();
    }

    /** Before the load, and after it. */
    static List<String> leftOver(String process, Vitals before, Vitals after) {
        List<String> grown = new ArrayList<>();
        for (Vital vital : Vital.values()) {
            note(grown, process + " at rest", vital, before.get(vital), after.get(vital), vital.atRest());
        }
        return grown;
    }

    private static void note(List<String> grown, String where, Vital vital, long before, long after, long allowed) {
        if (vital.isJudged() && after - before > allowed) {
            grown.add(where + ": " + vital.label() + " from " + vital.format(before) + " to " + vital.format(after)
                + ", which is more than " + vital.format(allowed) + " more");
        }
    }

    /** The 99th percentile of the last third, in microseconds, beside that of the first. */
    static List<String> slowing(double first, double last) {
        return last <= MOST_GROWTH_OF_LATENCY * first
            ? List.of()
            : List.of(String.format("latency: the 99th percentile from %.0f to %.0f us, which is more than %.0f times",
                first, last, MOST_GROWTH_OF_LATENCY));
    }

    /** What has not come back of the datagrams. */
    static List<String> loss(long sent, long lost) {
        return lost <= MOST_LOST * sent
            ? List.of()
            : List.of(String.format("datagrams: %d of %d lost, which is more than %.0f %%", lost, sent,
                100 * MOST_LOST));
    }
}
