package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.Sample;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All samples of a comparison, by server, round and slice. A round counts with the median of its slices; what is told
 * of rounds is their median, the least and the most. Ratios are taken slice by slice, against the first server.
 */
final class Results {
    private static final String ROW = "%-12s %28s %18s %18s %18s %7s %7s %7s%n";

    private final Map<ServerKind, List<List<Sample>>> samples = new EnumMap<>(ServerKind.class);
    private final List<ServerKind> servers;

    Results(List<ServerKind> servers) {
        this.servers = servers;
        servers.forEach(server -> samples.put(server, new ArrayList<>()));
    }

    void beginRound() {
        samples.values().forEach(rounds -> rounds.add(new ArrayList<>()));
    }

    void add(ServerKind server, Sample sample) {
        samples.get(server).getLast().add(sample);
    }

    private Spread spread(ServerKind server, ToDoubleFunction<Sample> value) {
        return Spread.of(samples.get(server), slices -> Spread.of(slices, value).median());
    }

    private Spread ratio(ServerKind server, ToDoubleFunction<Sample> value) {
        List<Integer> rounds = IntStream.range(0, samples.get(server).size()).boxed().toList();
        return Spread.of(rounds, round -> ratio(server, round, value));
    }

    private double ratio(ServerKind server, int round, ToDoubleFunction<Sample> value) {
        List<Sample> own = samples.get(server).get(round);
        List<Sample> yardstick = samples.get(servers.get(0)).get(round);
        List<Integer> slices = IntStream.range(0, own.size()).boxed().toList();
        return Spread.of(slices,
            slice -> value.applyAsDouble(own.get(slice)) / value.applyAsDouble(yardstick.get(slice))).median();
    }

    String lastRound() {
        return servers.stream()
            .map(server -> String.format(Locale.ROOT, "%s %,.0f/s (%.3f), %.2f µs (%.3f)", server.label(),
                Spread.of(samples.get(server).getLast(), Sample::rate).median(),
                ratio(server, samples.get(server).size() - 1, Sample::rate),
                Spread.of(samples.get(server).getLast(), Sample::serverMicros).median(),
                ratio(server, samples.get(server).size() - 1, Sample::serverMicros)))
            .collect(Collectors.joining("; "));
    }

    String table() {
        String ratio = "of " + servers.get(0).label();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, ROW, "server", "messages/s", ratio,
            "server µs/message", ratio, "p50 µs", "p99 µs", "busy %"));
        servers.forEach(server -> table.append(row(server)));
        return table.toString();
    }

    private String row(ServerKind server) {
        return String.format(Locale.ROOT, ROW, server.label(),
            spread(server, Sample::rate).format("%,.0f"),
            ratio(server, Sample::rate).format("%.2f"),
            spread(server, Sample::serverMicros).format("%.2f"),
            ratio(server, Sample::serverMicros).format("%.2f"),
            spread(server, Sample::p50).formatMedian("%.0f"),
            spread(server, Sample::p99).formatMedian("%.0f"),
            spread(server, Sample::serverBusy).formatMedian("%.0f"));
    }

    List<Map<String, Object>> toMaps() {
        return servers.stream().map(this::toMap).toList();
    }

    private Map<String, Object> toMap(ServerKind server) {
        return Json.object("server", server.label(),
            "messagesPerSecond", spread(server, Sample::rate).toMap(),
            "messagesPerSecondRatio", ratio(server, Sample::rate).toMap(),
            "serverMicrosPerMessage", spread(server, Sample::serverMicros).toMap(),
            "serverMicrosPerMessageRatio", ratio(server, Sample::serverMicros).toMap(),
            "serverBusyPercent", spread(server, Sample::serverBusy).toMap(),
            "p50Micros", spread(server, Sample::p50).toMap(),
            "p99Micros", spread(server, Sample::p99).toMap(),
            "rounds",
            samples.get(server).stream().map(slices -> slices.stream().map(Sample::format).toList()).toList());
    }
}
