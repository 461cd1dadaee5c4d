package dev.sluice.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What several rounds have given.
 *
 * @param median the middle one
 * @param least the least
 * @param most the most
 */
public record Spread(double median, double least, double most) {
    public static <T> Spread of(List<T> rounds, ToDoubleFunction<T> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** The median, with the others in brackets. */
    public String format(String number) {
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median, least, most);
    }

    public String formatMedian(String number) {
        return String.format(Locale.ROOT, number, median);
    }

    public Map<String, Object> toMap() {
        return Json.object("median", median, "least", least, "most", most);
    }
}
