package dev.sluice.bench.echo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All samples of a comparison, round by round; the first server is what the others are held against. */
final class Results {
    private static final String ROW = "%-12s %28s %18s %18s %18s %7s %7s %7s%n";

    private final Map<ServerKind, List<Sample>> samples = new EnumMap<>(ServerKind.class);
    private final List<ServerKind> servers;

    Results(List<ServerKind> servers) {
        this.servers = servers;
        servers.forEach(server -> samples.put(server, new ArrayList<>()));
    }

    void add(ServerKind server, Sample sample) {
        samples.get(server).add(sample);
    }

    /** The median of the ratios of each round, since what disturbs a round disturbs all of it. */
    private Spread ratio(ServerKind server, ToDoubleFunction<Sample> value) {
        List<Sample> yardstick = samples.get(servers.get(0));
        List<Sample> own = samples.get(server);
        return Spread.of(IntStream.range(0, own.size()).boxed().toList(),
            round -> value.applyAsDouble(own.get(round)) / value.applyAsDouble(yardstick.get(round)));
    }

    String table() {
        String ratio = "of " + servers.get(0).label();
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, ROW, "server", "messages/s", ratio,
            "server µs/message", ratio, "p50 µs", "p99 µs", "busy %"));
        servers.forEach(server -> table.append(row(server, samples.get(server))));
        return table.toString();
    }

    private String row(ServerKind server, List<Sample> rounds) {
        return String.format(Locale.ROOT, ROW, server.label(),
            Spread.of(rounds, Sample::rate).format("%,.0f"),
            ratio(server, Sample::rate).format("%.2f"),
            Spread.of(rounds, Sample::serverMicros).format("%.2f"),
            ratio(server, Sample::serverMicros).format("%.2f"),
            Spread.of(rounds, Sample::p50).formatMedian("%.0f"),
            Spread.of(rounds, Sample::p99).formatMedian("%.0f"),
            Spread.of(rounds, Sample::serverBusy).formatMedian("%.0f"));
    }

    List<Map<String, Object>> toMaps() {
        return servers.stream().map(server -> toMap(server, samples.get(server))).toList();
    }

    private Map<String, Object> toMap(ServerKind server, List<Sample> rounds) {
        return Json.object("server", server.label(),
            "messagesPerSecond", Spread.of(rounds, Sample::rate).toMap(),
            "messagesPerSecondRatio", ratio(server, Sample::rate).toMap(),
            "serverMicrosPerMessage", Spread.of(rounds, Sample::serverMicros).toMap(),
            "serverMicrosPerMessageRatio", ratio(server, Sample::serverMicros).toMap(),
            "serverBusyPercent", Spread.of(rounds, Sample::serverBusy).toMap(),
            "p50Micros", Spread.of(rounds, Sample::p50).toMap(),
            "p99Micros", Spread.of(rounds, Sample::p99).toMap(),
            "rounds", rounds.stream().map(Sample::format).toList());
    }
}
