package dev.sluice.bench.scaling;

import dev.sluice.bench.echo.client.Sample;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Spread;
import dev.sluice.bench.scaling.Curve.Point;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** All samples of one sweep, by server, point and round. */
final class Samples {
    private final Sweep sweep;
    private final Map<ServerKind, Map<Integer, List<Sample>>> rounds = new EnumMap<>(ServerKind.class);

    Samples(Sweep sweep) {
        this.sweep = sweep;
        sweep.servers.forEach(server -> rounds.put(server, new TreeMap<>()));
    }

    void add(ServerKind server, int value, Sample sample) {
        rounds.get(server).computeIfAbsent(value, point -> new ArrayList<>()).add(sample);
    }

    List<Curve> curves() {
        return sweep.servers.stream().map(this::curve).toList();
    }

    private Curve curve(ServerKind server) {
        return new Curve(sweep.label(), server.label(), sweep.pinning.toString(),
            rounds.get(server).keySet().stream().map(value -> point(server, value)).toList());
    }

    private Point point(ServerKind server, int value) {
        List<Sample> own = rounds.get(server).get(value);
        List<Sample> yardstick = rounds.get(sweep.servers.get(0)).get(value);
        return new Point(value, Spread.of(own, Sample::rate), ratio(own, yardstick, Sample::rate),
            Spread.of(own, Sample::serverMicros), ratio(own, yardstick, Sample::serverMicros),
            Spread.of(own, Sample::serverBusy));
    }

    private static Spread ratio(List<Sample> own, List<Sample> yardstick, ToDoubleFunction<Sample> figure) {
        return Spread.of(IntStream.range(0, own.size()).boxed().toList(),
            round -> figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(yardstick.get(round)));
    }
}
