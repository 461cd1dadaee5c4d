package dev.sluice.bench.scaling;

import dev.sluice.bench.scaling.Curve.Point;
import java.util.List;
import java.util.Locale;

/** The curves of one sweep as a table: a line for each point, side by side what each server did there. */
final class CurveTable {
    private static final String VALUE = "%-26s";
    private static final String HEADING = " %14s %9s %5s %9s %5s";
    private static final String CELLS = " %,14.0f %9.2f %5.2f %9.2f %5.0f";

    private CurveTable() {}

    static String of(Sweep sweep, List<Curve> curves) {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, VALUE, sweep.axis));
        curves.forEach(curve -> table.append(heading(curve)));
        curves.get(0).points().forEach(point -> table.append('\n').append(row(point.value(), curves)));
        return table.append('\n').toString();
    }

    private static String heading(Curve curve) {
        return String.format(Locale.ROOT, HEADING, curve.server() + "/s", "of bare", "µs", "of bare", "busy%");
    }

    private static String row(int value, List<Curve> curves) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, VALUE, value));
        curves.forEach(curve -> curve.at(value).ifPresent(point -> row.append(cells(point))));
        return row.toString();
    }

    private static String cells(Point point) {
        return String.format(Locale.ROOT, CELLS, point.rate().median(), point.rateRatio().median(),
            point.serverMicros().median(), point.serverMicrosRatio().median(), point.serverBusy().median());
    }
}
