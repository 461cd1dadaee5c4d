package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.Sample;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** All samples of a comparison, one for each scenario, server and round. Ratios are taken round by round. */
final class Results {
    private static final String ROW = "%-11s %-16s %30s %18s %10s %18s %18s %18s %6s%n";
    private static final List<String> HEAD = List.of("scenario", "server", "rate", "of yardstick", "µs each",
        "of yardstick", "p50 µs", "p99 µs", "busy %");

    private final Plan plan;
    private final Map<Scenario, Map<ServerKind, List<Sample>>> samples = new EnumMap<>(Scenario.class);

    Results(Plan plan) {
        this.plan = plan;
        plan.scenarios().forEach(scenario -> samples.put(scenario, new EnumMap<>(ServerKind.class)));
    }

    void add(Scenario scenario, ServerKind server, Sample sample) {
        samples.get(scenario).computeIfAbsent(server, key -> new ArrayList<>()).add(sample);
    }

    private List<Sample> of(Scenario scenario, ServerKind server) {
        return samples.get(scenario).get(server);
    }

    private Spread spread(Scenario scenario, ServerKind server, ToDoubleFunction<Sample> value) {
        return Spread.of(of(scenario, server), value);
    }

    /** Of a server's figure to another one's; of one that doesn't take part there is none. */
    private Spread ratio(Scenario scenario, ServerKind server, ServerKind other, ToDoubleFunction<Sample> value) {
        List<Sample> own = of(scenario, server);
        List<Sample> others = of(scenario, other);
        List<Integer> rounds = IntStream.range(0, own.size()).boxed().toList();
        return Spread.of(rounds,
            round -> value.applyAsDouble(own.get(round)) / value.applyAsDouble(others.get(round)));
    }

    private boolean has(Scenario scenario, ServerKind server) {
        return samples.get(scenario).containsKey(server);
    }

    // ---- for people ----

    /** What the last round has given, as far as it is got to. */
    String lastRound() {
        Results last = new Results(plan);
        samples.forEach((scenario, servers) -> servers
            .forEach((server, rounds) -> last.add(scenario, server, rounds.getLast())));
        return last.table();
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, ROW, HEAD.toArray()));
        samples.forEach((scenario, servers) -> servers.keySet()
            .forEach(server -> table.append(row(scenario, server))));
        return table.toString();
    }

    private String row(Scenario scenario, ServerKind server) {
        ServerKind yardstick = server.yardstick();
        boolean compares = has(scenario, yardstick);
        return String.format(Locale.ROOT, ROW, scenario.label, server.label(),
            spread(scenario, server, Sample::rate).format("%,.0f"),
            compares ? ratio(scenario, server, yardstick, Sample::rate).format("%.2f") : "",
            spread(scenario, server, Sample::serverMicros).formatMedian("%.2f"),
            compares ? ratio(scenario, server, yardstick, Sample::serverMicros).format("%.2f") : "",
            spread(scenario, server, Sample::p50).format("%.0f"),
            spread(scenario, server, Sample::p99).format("%.0f"),
            spread(scenario, server, Sample::serverBusy).formatMedian("%.0f"));
    }

    // ---- for a file ----

    List<Map<String, Object>> toMaps() {
        return plan.scenarios().stream().filter(scenario -> !plan.servers(scenario).isEmpty()).map(this::toMap)
            .toList();
    }

    private Map<String, Object> toMap(Scenario scenario) {
        List<ServerKind> servers = plan.servers(scenario);
        return Json.object("name", scenario.label, "title", scenario.title, "load", scenario.load,
            "unit", scenario.unit(), "yardstick", servers.get(0).yardstick().label(),
            "judgedBy", scenario.judgedBy.label(),
            "servers", servers.stream().map(server -> toMap(scenario, server)).toList());
    }

    private Map<String, Object> toMap(Scenario scenario, ServerKind server) {
        Map<String, Object> map = Json.object("server", server.label(),
            "rate", spread(scenario, server, Sample::rate).toMap(),
            "p50", spread(scenario, server, Sample::p50).toMap(),
            "p99", spread(scenario, server, Sample::p99).toMap(),
            "serverMicros", spread(scenario, server, Sample::serverMicros).toMap(),
            "serverBusy", spread(scenario, server, Sample::serverBusy).toMap());
        if (has(scenario, server.yardstick())) {
            map.putAll(ratios(scenario, server, server.yardstick()));
        }
        map.put("against", against(scenario, server));
        map.put("latencyMicros", latencies(scenario, server));
        map.put("rounds", of(scenario, server).stream().map(Sample::format).toList());
        return map;
    }

    /** Of all rounds together. */
    private Map<String, Object> latencies(Scenario scenario, ServerKind server) {
        Histogram all = Sample.merge(of(scenario, server));
        return Json.object("count", all.getTotalCount(), "p50", Sample.micros(all, 50), "p90", Sample.micros(all, 90),
            "p99", Sample.micros(all, 99), "p999", Sample.micros(all, 99.9), "max", Sample.micros(all, 100));
    }

    private Map<String, Object> against(Scenario scenario, ServerKind server) {
        Map<String, Object> against = new LinkedHashMap<>();
        plan.servers(scenario).stream().filter(other -> other != server && other != server.yardstick())
            .forEach(other -> against.put(other.label(), ratios(scenario, server, other)));
        return against;
    }

    private Map<String, Object> ratios(Scenario scenario, ServerKind server, ServerKind other) {
        return Json.object("rateRatio", ratio(scenario, server, other, Sample::rate).toMap(),
            "p50Ratio", ratio(scenario, server, other, Sample::p50).toMap(),
            "p99Ratio", ratio(scenario, server, other, Sample::p99).toMap(),
            "serverMicrosRatio", ratio(scenario, server, other, Sample::serverMicros).toMap());
    }
}
