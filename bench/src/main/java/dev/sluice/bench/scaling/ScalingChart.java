package dev.sluice.bench.scaling;

import dev.sluice.bench.chart.CurveChart;
import dev.sluice.bench.chart.CurveChart.Panel;
import dev.sluice.bench.chart.Range;
import dev.sluice.bench.chart.Series;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.report.Spread;
import dev.sluice.bench.scaling.Curve.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The curves as small multiples: a row for each sweep, on the left the rate, on the right the processor time. */
final class ScalingChart {
    private static final String TITLE = "How the echo scales";
    private static final Map<String, Series> SERIES = new LinkedHashMap<>();

    static {
        show(ServerKind.BARE, "bare java.nio", "#24292f");
        show(ServerKind.SLUICE, "Sluice, handler beside the channel", "#0072b2");
        show(ServerKind.SLUICE_LEASED, "Sluice, leased reads", "#56b4e9");
        show(ServerKind.SLUICE_POOL, "Sluice, handler on the pool", "#d55e00");
    }

    private ScalingChart() {}

    private static void show(ServerKind server, String label, String colour) {
        SERIES.put(server.label(), new Series(label, colour));
    }

    static String of(StoredCurves stored) {
        List<Panel> panels = new ArrayList<>();
        for (Sweep sweep : Sweep.values()) {
            List<Curve> curves = stored.of(sweep).toList();
            if (!curves.isEmpty()) {
                panels.add(panel("messages/s", sweep, curves, Point::rate));
                panels.add(panel("server µs for a message", sweep, curves, Point::serverMicros));
            }
        }
        String rounds = "median of " + stored.plan().rounds() + " rounds, with the least and the most; "
            + stored.client();
        return new CurveChart(TITLE, rounds, origin(stored), List.copyOf(SERIES.values()), panels).format();
    }

    private static Panel panel(String figure, Sweep sweep, List<Curve> curves, Function<Point, Spread> value) {
        List<String> values = curves.get(0).points().stream().map(point -> Integer.toString(point.value())).toList();
        Map<Series, List<Range>> lines = new LinkedHashMap<>();
        curves.forEach(curve -> lines.put(SERIES.get(curve.server()),
            curve.points().stream().map(value).map(ScalingChart::range).toList()));
        return new Panel(figure, axis(sweep, curves.get(0)), values, lines);
    }

    private static String axis(Sweep sweep, Curve curve) {
        return curve.pinning().equals(Pinning.NONE.toString()) ? sweep.axis + " (not pinned)" : sweep.axis;
    }

    private static Range range(Spread spread) {
        return new Range(spread.median(), spread.least(), spread.most());
    }

    private static String origin(StoredCurves stored) {
        return List
            .of(stored.date().substring(0, 10), "commit " + stored.commit(),
                stored.machine().cores() + " cores (" + stored.machine().arch() + ")", stored.machine().kernel(),
                stored.jdk())
            .stream().collect(Collectors.joining("; "));
    }
}
