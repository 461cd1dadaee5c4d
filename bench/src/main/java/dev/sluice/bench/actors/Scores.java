package dev.sluice.bench.actors;

import dev.sluice.bench.actors.Subject.Reading;
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

    private final Map<Subject, List<Reading>> readings = new LinkedHashMap<>();

    void add(Subject subject, Reading reading) {
        readings.computeIfAbsent(subject, key -> new ArrayList<>()).add(reading);
    }

    private Spread figures(Subject subject) {
        return Spread.of(readings.get(subject), Reading::figure);
    }

    private Spread processor(Subject subject) {
        return Spread.of(readings.get(subject), Reading::processorNanos);
    }

    private Spread ratio(Row row) {
        List<Reading> ours = readings.get(row.measured());
        List<Reading> others = readings.get(row.yardstick());
        List<Integer> rounds = IntStream.range(0, ours.size()).boxed().toList();
        return Spread.of(rounds, round -> ours.get(round).figure() / others.get(round).figure());
    }

    /** In Markdown. */
    String table(List<Row> rows) {
        return rows.stream().map(this::line).collect(Collectors.joining("",
            "| | | | processor, ns each | beside | | processor, ns each | ratio | bar | |\n"
                + "|---|---|--:|--:|---|--:|--:|--:|--:|---|\n",
            ""));
    }

    private String line(Row row) {
        Spread ratio = ratio(row);
        return String.format(Locale.ROOT, "| %s, %s | %s | %s | %s | %s | %s |%n", row.what(),
            row.measured().unit().label, cells(row.measured()), cells(row.yardstick()), ratio.format(RATIO),
            row.bar(), verdict(row.bar(), ratio.median()));
    }

    private String cells(Subject subject) {
        Spread processor = processor(subject);
        return subject.label() + " | " + figures(subject).format(subject.unit().number) + " | "
            + (Double.isNaN(processor.median()) ? "" : processor.formatMedian("%,.0f"));
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
        Map<String, Object> map = Json.object("label", subject.label(), "value", figures(subject).toMap(),
            "rounds", readings.get(subject).stream().map(Reading::figure).toList());
        Spread processor = processor(subject);
        if (!Double.isNaN(processor.median())) {
            map.put("processorNanos", processor.toMap());
        }
        return map;
    }
}
