package dev.sluice.bench.report;

import dev.sluice.bench.report.StoredRun.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of the page on performance: all scenarios, all servers, each ratio with its spread. */
final class PageTable {
    private static final String NOT_MEASURED = "–";

    private final StoredRun run;
    private final List<Column> columns;

    private PageTable(StoredRun run) {
        this.run = run;
        this.columns = Arrays.stream(Column.values()).filter(this::isPresent).toList();
    }

    static String of(StoredRun run) {
        return new PageTable(run).format();
    }

    private boolean isPresent(Column column) {
        return run.scenarios().stream().anyMatch(scenario -> column.server(scenario).isPresent());
    }

    private String format() {
        MarkdownTable table = new MarkdownTable(row("", columns.stream().map(Column::title)));
        run.scenarios().forEach(scenario -> table.row(
            row(title(scenario), columns.stream().map(column -> cell(scenario, column)))));
        return table.toString();
    }

    private static List<String> row(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).toList();
    }

    /** Says so where it isn't the rate that counts. */
    static String title(Scenario scenario) {
        return scenario.metric() == Metric.RATE ? scenario.title() : scenario.title() + ": " + scenario.judgedBy();
    }

    static String cell(Scenario scenario, Column column) {
        return column == Column.BARE
            ? absolute(scenario)
            : column.ratio(scenario).map(ratio -> ratio.format("%.2f")).orElse(NOT_MEASURED);
    }

    /** What the ratios of a row are of. */
    static String absolute(Scenario scenario) {
        String unit = scenario.metric() == Metric.RATE ? scenario.unit() : "µs";
        return scenario.server(scenario.yardstick())
            .map(bare -> Quantity.format(bare.figure(scenario.metric()).median(), unit))
            .orElse(NOT_MEASURED);
    }
}
