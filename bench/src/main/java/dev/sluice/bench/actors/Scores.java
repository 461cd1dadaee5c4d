package dev.sluice.bench.actors;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What has been measured so far, one figure for each round. Ratios are taken round by round. */
final class Scores {
    private static final String RATIO = "%.2f";

    private final Map<Subject, List<Double>> figures = new LinkedHashMap<>();

    void add(Subject subject, double figure) {
        figures.computeIfAbsent(subject, key -> new ArrayList<>()).add(figure);
    }

    private Spread spread(Subject subject) {
        return Spread.of(figures.get(subject), Double::doubleValue);
    }

    private Spread ratio(Row row) {
        List<Double> ours = figures.get(row.measured());
        List<Double> others = figures.get(row.yardstick());
        List<Integer> rounds = IntStream.range(0, ours.size()).boxed().toList();
        return Spread.of(rounds, round -> ours.get(round) / others.get(round));
    }

    /** In Markdown. */
    String table(List<Row> rows) {
        return rows.stream().map(this::line).collect(Collectors.joining("",
            "| | | | beside | | ratio | bar | |\n|---|---|--:|---|--:|--:|--:|---|\n", ""));
    }

    private String line(Row row) {
        Spread ratio = ratio(row);
        return String.format(Locale.ROOT, "| %s, %s | %s | %s | %s | %s | %s | %s | %s |%n", row.what(),
            row.measured().unit().label, row.measured().label(), format(row.measured()), row.yardstick().label(),
            format(row.yardstick()), ratio.format(RATIO), row.bar(), verdict(row.bar(), ratio.median()));
    }

    private String format(Subject subject) {
        return spread(subject).format(subject.unit().number);
    }

    private static String verdict(Bar bar, double ratio) {
        if (bar.equals(Bar.NONE)) {
            return "";
        }
        return bar.holds(ratio) ? "holds" : "missed";
    }

    List<Map<String, Object>> toList(List<Row> rows) {
        return rows.stream().map(this::toMap).toList();
    }

    private Map<String, Object> toMap(Row row) {
        Spread ratio = ratio(row);
        return Json.object("what", row.what(), "unit", row.measured().unit().label,
            "measured", toMap(row.measured()), "beside", toMap(row.yardstick()), "ratio", ratio.toMap(),
            "bar", row.bar(), "verdict", verdict(row.bar(), ratio.median()));
    }

    private Map<String, Object> toMap(Subject subject) {
        return Json.object("label", subject.label(), "value", spread(subject).toMap(),
            "rounds", figures.get(subject));
    }
}
