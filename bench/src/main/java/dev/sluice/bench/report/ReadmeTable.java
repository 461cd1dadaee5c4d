package dev.sluice.bench.report;

import dev.sluice.bench.report.StoredRun.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of the README: a handful of scenarios, medians only. Where another mode of Sluice than the one by default
 * is made for the scenario, its figure follows, with its name.
 */
final class ReadmeTable {
    private static final String NOT_MEASURED = "–";
    private static final List<String> SCENARIOS = List.of("64x64", "64x64x16", "1000x64", "64x16K", "bulk", "churn",
        "udp", "1x64");
    private static final Map<String, Column> MODES = Map.of("64x16K", Column.SLUICE_LEASED, "bulk",
        Column.SLUICE_LEASED, "1x64", Column.SLUICE_SPIN);
    private static final Map<Column, String> NAMES = Map.of(Column.SLUICE_LEASED, "leased", Column.SLUICE_SPIN,
        "spinning");
    private static final List<Column> PEERS = List.of(Column.NETTY_NIO, Column.NETTY_EPOLL, Column.PEKKO, Column.VERTX,
        Column.VIRTUAL_THREADS);

    private ReadmeTable() {}

    static String of(StoredRun run) {
        List<String> titles = new ArrayList<>(List.of("", Column.BARE.title(), Column.SLUICE.title()));
        PEERS.forEach(peer -> titles.add(peer.title()));
        MarkdownTable table = new MarkdownTable(titles);
        SCENARIOS.stream().flatMap(name -> run.scenario(name).stream()).forEach(scenario -> table.row(row(scenario)));
        return table.toString();
    }

    private static List<String> row(Scenario scenario) {
        Stream<String> own = Stream.of(PageTable.title(scenario), PageTable.absolute(scenario), sluice(scenario));
        Stream<String> peers = PEERS.stream().map(peer -> median(scenario, peer).orElse(NOT_MEASURED));
        return Stream.concat(own, peers).toList();
    }

    private static String sluice(Scenario scenario) {
        Optional<String> byDefault = median(scenario, Column.SLUICE);
        Optional<String> fitting = Optional.ofNullable(MODES.get(scenario.name()))
            .flatMap(mode -> median(scenario, mode).map(ratio -> NAMES.get(mode) + " " + ratio));
        String both = Stream.concat(byDefault.stream(), fitting.stream()).collect(Collectors.joining(", "));
        return both.isEmpty() ? NOT_MEASURED : both;
    }

    private static Optional<String> median(Scenario scenario, Column column) {
        return column.ratio(scenario).map(ratio -> String.format(Locale.ROOT, "%.2f", ratio.median()));
    }
}
