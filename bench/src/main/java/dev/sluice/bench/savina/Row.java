package dev.sluice.bench.savina;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import dev.sluice.bench.savina.Figure.Reading;
import dev.sluice.bench.savina.suite.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One figure of one program, of all sides and rounds. What is told of rounds is their median, the least and the most. Ratios are
 * taken round by round, against the first side.
 */
final class Row {
    private static final double LARGE = 100;

    private final Workload workload;
    private final Figure figure;
    private final Map<Side, List<Score>> scores = new LinkedHashMap<>();
    private final Side yardstick;

    Row(Workload workload, Figure figure, List<Side> sides) {
        this.workload = workload;
        this.figure = figure;
        this.yardstick = sides.get(0);
        sides.forEach(side -> scores.put(side, new ArrayList<>()));
    }

    Workload workload() {
        return workload;
    }

    /** What one player has read; it need not have read this figure. */
    void add(Side side, List<Reading> readings) {
        List<Reading> ones = readings.stream().filter(reading -> reading.figure() == figure).toList();
        if (!ones.isEmpty()) {
            scores.get(side).add(new Score(ones.size(), Spread.of(ones, Reading::value)));
        }
    }

    boolean isEmpty() {
        return scores.get(yardstick).isEmpty();
    }

    private Spread spread(Side side) {
        return Spread.of(scores.get(side), Score::median);
    }

    private Spread ratio(Side side) {
        List<Integer> rounds = IntStream.range(0, scores.get(side).size()).boxed().toList();
        return Spread.of(rounds,
            round -> scores.get(side).get(round).median() / scores.get(yardstick).get(round).median());
    }

    String lastRound() {
        return scores.entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %,.1f", entry.getKey().label(),
                entry.getValue().getLast().median()))
            .collect(Collectors.joining(", ", "", " " + figure.unit));
    }

    /** Of a table in Markdown. */
    static String heading(List<Side> sides) {
        String titles = sides.stream().map(side -> side == sides.get(0)
            ? " | " + side.label()
            : " | " + side.label() + " | of " + sides.get(0).label()).collect(Collectors.joining());
        return "| program | less is better" + titles + " |\n|---|---" + "|--:".repeat(2 * sides.size() - 1) + "|\n";
    }

    String format() {
        return scores.keySet().stream().map(this::cells)
            .collect(Collectors.joining("", "| " + workload.label() + " | " + figure.unit, " |\n"));
    }

    private String cells(Side side) {
        Spread spread = spread(side);
        String value = " | " + spread.format(spread.median() < LARGE ? "%.1f" : "%,.0f");
        return side == yardstick ? value : value + " | " + ratio(side).format("%.2f");
    }

    Map<String, Object> toMap(boolean tiny) {
        Map<String, Object> map = Json.object("program", workload.label(), "parameters", workload.parameters(tiny),
            "figure", figure.unit);
        scores.keySet().forEach(side -> map.put(side.label(), Json.object("value", spread(side).toMap(),
            "of " + yardstick.label(), ratio(side).toMap(),
            "rounds", scores.get(side).stream().map(Score::toMap).toList())));
        return map;
    }
}
