package dev.sluice.bench.report;

import dev.sluice.bench.chart.BarChart;
import dev.sluice.bench.chart.BarChart.Group;
import dev.sluice.bench.chart.Range;
import dev.sluice.bench.chart.Series;
import dev.sluice.bench.report.StoredRun.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The chart of the README: the throughput of the servers, relative to that of the bare loop. */
public final class ThroughputChart {
    private static final String TITLE = "Throughput, relative to a bare java.nio loop";
    private static final Map<Column, Series> SERIES = new LinkedHashMap<>();

    static {
        show(Column.SLUICE, "#0072b2");
        show(Column.SLUICE_LEASED, "#56b4e9");
        show(Column.NETTY_NIO, "#d55e00");
        show(Column.NETTY_EPOLL, "#e69f00");
        show(Column.VERTX, "#cc79a7");
        show(Column.VIRTUAL_THREADS, "#8a8a8a");
        show(Column.PEKKO, "#009e73");
    }

    private ThroughputChart() {}

    private static void show(Column column, String colour) {
        SERIES.put(column, new Series(column.title(), colour));
    }

    public static String of(StoredRun run) {
        List<Group> groups = run.scenarios().stream()
            .filter(scenario -> scenario.metric() == Metric.RATE)
            .map(ThroughputChart::group)
            .toList();
        String rounds = "median of " + run.plan().rounds() + " rounds, with the least and the most; longer is better";
        return new BarChart(TITLE, rounds, origin(run), List.copyOf(SERIES.values()), groups).format();
    }

    private static Group group(Scenario scenario) {
        Map<Series, Range> values = new LinkedHashMap<>();
        SERIES.forEach((column, series) -> column.ratio(scenario).ifPresent(ratio -> values.put(series, range(ratio))));
        return new Group(scenario.title(), PageTable.absolute(scenario), values);
    }

    private static Range range(Spread spread) {
        return new Range(spread.median(), spread.least(), spread.most());
    }

    /** Where, when and of what a run was made. */
    private static String origin(StoredRun run) {
        return List
            .of(run.date().substring(0, 10), "commit " + run.commit(),
                run.machine().cores() + " cores (" + run.machine().arch() + ")", run.machine().kernel(), run.jdk(),
                run.pinning())
            .stream().collect(Collectors.joining("; "));
    }
}
