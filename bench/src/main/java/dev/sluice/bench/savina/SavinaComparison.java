package dev.sluice.bench.savina;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import dev.sluice.bench.savina.Figure.Reading;
import dev.sluice.bench.savina.suite.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures Sluice against Pekko with the programs of Savina. In each round, each program is played by all sides one after the
 * other, in one order and in the next round in the other, each in a JVM of its own that warms up first. A wrong result, on
 * any side, ends the comparison with status 1.
 */
public final class SavinaComparison {
    private final Plan plan;
    private final List<Row> rows;

    private SavinaComparison(Plan plan) {
        this.plan = plan;
        this.rows = plan.workloads().stream()
            .flatMap(workload -> Stream.of(Figure.values()).map(figure -> new Row(workload, figure, plan.sides())))
            .toList();
    }

    /**
     * Runs a comparison, writes a file with everything, and prints a table in Markdown.
     *
     * @param args see {@code --help}
     * @throws IOException if the file can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options(SavinaComparison.class).parse(args);
        Plan plan = Plan.of(options);
        ResultFile file = new ResultFile(plan.tiny() ? "" : options.text("results"), "savina");
        SavinaComparison comparison = new SavinaComparison(plan);
        comparison.run(file);
        System.out.print(comparison.table());
    }

    /** Writes the file after each round: what comes later may fail. */
    private void run(ResultFile file) throws IOException {
        System.out.println(plan);
        List<Side> order = new ArrayList<>(plan.sides());
        for (int round = 1; round <= plan.rounds(); round++) {
            play(round, order);
            Collections.reverse(order);
            file.write(toMap());
        }
    }

    private void play(int round, List<Side> order) {
        for (Workload workload : plan.workloads()) {
            order.forEach(side -> play(workload, side));
            System.out.printf("round %d: %s%n", round, lastRound(workload));
        }
    }

    private void play(Workload workload, Side side) {
        List<Reading> readings = PlayerProcess.play(plan, workload, side);
        rows.stream().filter(row -> row.workload() == workload).forEach(row -> row.add(side, readings));
    }

    private String lastRound(Workload workload) {
        return measured().filter(row -> row.workload() == workload).map(Row::lastRound)
            .collect(Collectors.joining("; ", workload.label() + ": ", ""));
    }

    private Stream<Row> measured() {
        return rows.stream().filter(row -> !row.isEmpty());
    }

    private String table() {
        return measured().map(Row::format).collect(Collectors.joining("", Row.heading(plan.sides()), ""));
    }

    private Map<String, Object> toMap() {
        return Json.object("plan", plan.toMap(), "rows", measured().map(row -> row.toMap(plan.tiny())).toList());
    }
}
