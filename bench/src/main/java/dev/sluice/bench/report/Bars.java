package dev.sluice.bench.report;

import dev.sluice.bench.report.Bar.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The bars that a run of the comparison can show. What is said of memory, system calls and actors is shown elsewhere. */
public final class Bars {
    private static final List<Bar> ALL = Stream
        .of(smallMessages("64x64"), smallMessages("1000x64"), pipelined(), acks("64x64"), acks("64x64x16"),
            acks("1000x64"), pool("64x64"), pool("64x64x16"), pool("1000x64"), largeMessages(), bulk(), churn(),
            spinning(), datagrams(), tail())
        .flatMap(List::stream)
        .toList();

    private Bars() {}

    private static List<Bar> smallMessages(String scenario) {
        return List.of(rate(scenario, "sluice", "bare", 0.94), rate(scenario, "sluice", "netty-nio", 1.10),
            rate(scenario, "sluice", "netty-epoll", 1.0), rate(scenario, "sluice", "pekko", 2.8));
    }

    private static List<Bar> pipelined() {
        String scenario = "64x64x16";
        return List.of(rate(scenario, "sluice", "bare", 0.92), rate(scenario, "sluice-leased", "bare", 0.96),
            rate(scenario, "sluice", "netty-nio", 1.0), rate(scenario, "sluice-leased", "netty-nio", 1.06),
            rate(scenario, "sluice", "pekko", 2.8), rate(scenario, "sluice-leased", "pekko", 2.8));
    }

    private static List<Bar> acks(String scenario) {
        return List.of(rate(scenario, "sluice-ack", "bare", 0.90), rate(scenario, "sluice-ack", "pekko-ack", 3.5));
    }

    private static List<Bar> pool(String scenario) {
        return List.of(rate(scenario, "sluice-pool", "pekko", 1.3),
            new Bar(scenario, "sluice-pool", Metric.P99, "pekko", Relation.BELOW, 1.0));
    }

    private static List<Bar> largeMessages() {
        String scenario = "64x16K";
        return List.of(rate(scenario, "sluice", "bare", 0.60), rate(scenario, "sluice", "pekko", 3),
            rate(scenario, "sluice-leased", "bare", 0.97), rate(scenario, "sluice-leased", "netty-nio", 1.12));
    }

    private static List<Bar> bulk() {
        return List.of(rate("bulk", "sluice-leased", "bare", 0.97), rate("bulk", "sluice-leased", "netty-nio", 1.05));
    }

    private static List<Bar> churn() {
        return List.of(rate("churn", "sluice", "bare", 0.92), rate("churn", "sluice", "netty-nio", 1.05));
    }

    private static List<Bar> spinning() {
        return List.of(new Bar("1x64", "sluice-spin", Metric.P50, "bare", Relation.AT_MOST, 0.40),
            new Bar("1x64", "sluice-spin", Metric.P50, "netty-nio", Relation.AT_MOST, 0.40));
    }

    private static List<Bar> datagrams() {
        return List.of(rate("udp", "sluice-udp", "bare-udp", 0.95), rate("udp", "sluice-udp", "netty-udp", 1.0),
            rate("udp", "sluice-udp", "pekko-udp", 4));
    }

    private static List<Bar> tail() {
        return List.of(new Bar("64x64", "sluice", Metric.P99, "bare", Relation.AT_MOST, 1.1),
            new Bar("64x64", "sluice", Metric.P99, "netty-nio", Relation.BELOW, 1.0));
    }

    private static Bar rate(String scenario, String server, String against, double limit) {
        return new Bar(scenario, server, Metric.RATE, against, Relation.AT_LEAST, limit);
    }

    /** A table in Markdown: each bar, what the run has, and whether it is reached. */
    public static String table(StoredRun run) {
        MarkdownTable table = new MarkdownTable(List.of("scenario", "server", "metric", "bar", "measured", ""));
        ALL.forEach(bar -> table.row(row(bar, run)));
        return table.toString();
    }

    private static List<String> row(Bar bar, StoredRun run) {
        Optional<Spread> ratio = bar.ratio(run);
        return List.of(bar.scenario(), bar.server(), bar.metric().label(),
            String.format(Locale.ROOT, "%s %.2f × %s", bar.relation().sign, bar.limit(), bar.against()),
            ratio.map(spread -> spread.format("%.2f")).orElse("–"),
            ratio.map(spread -> bar.isReachedBy(spread) ? "reached" : "**not reached**").orElse("not measured"));
    }
}
