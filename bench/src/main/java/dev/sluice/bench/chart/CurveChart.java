package dev.sluice.bench.chart;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Curves in small panels, two in a row: each point is a median, with a whisker from the least to the most. Values stand
 * at equal distances; where each is a multiple of the one before, that is a logarithmic scale.
 *
 * @param title at the head
 * @param subtitle how to read it
 * @param origin where the figures are from
 * @param series the legend
 * @param panels from left to right, and from top to bottom
 */
public record CurveChart(String title, String subtitle, String origin, List<Series> series, List<Panel> panels) {
    private static final int COLUMNS = 2;
    private static final double WIDTH = 840;
    private static final double HEAD = 92;
    private static final double FOOT = 34;
    private static final double PANEL_HEIGHT = 200;

    /**
     * Curves that share their axes.
     *
     * @param figure what rises
     * @param axis what is varied
     * @param values of the axis
     * @param curves a range for each value
     */
    public record Panel(String figure, String axis, List<String> values, Map<Series, List<Range>> curves) {
        double most() {
            return curves.values().stream().flatMap(List::stream).mapToDouble(Range::most).max().orElse(1);
        }
    }

    public String format() {
        double height = HEAD + (panels.size() + 1) / COLUMNS * PANEL_HEIGHT + FOOT;
        Svg svg = new Svg(WIDTH, height, title, description());
        new Legend(title, subtitle, series).draw(svg);
        for (int i = 0; i < panels.size(); i++) {
            new Plot(panels.get(i), i % COLUMNS * WIDTH / COLUMNS, HEAD + i / COLUMNS * PANEL_HEIGHT).draw(svg);
        }
        return svg.text(16, height - 12, "small", origin).format();
    }

    private String description() {
        return "Curves for " + series.stream().map(Series::label).collect(Collectors.joining("; ")) + ": "
            + panels.stream().map(panel -> panel.figure() + " against " + panel.axis()).collect(
                Collectors.joining("; "))
            + ". " + subtitle + ". " + origin;
    }

    /** One panel, at its place. */
    private record Plot(Panel panel, double left, double top) {
        private static final double MARGIN_LEFT = 56;
        private static final double MARGIN_RIGHT = 24;
        private static final double HEIGHT = 130;
        private static final double DOT = 2.2;

        void draw(Svg svg) {
            svg.text(x0(), top, "name", panel.figure());
            svg.text((x0() + x1()) / 2, bottom() + 28, "small middle", panel.axis());
            Ticks ticks = ticks();
            for (double tick : ticks.values()) {
                svg.leaf("path", "", "class", "grid", "d",
                    "M" + Svg.number(x0()) + " " + Svg.number(y(tick)) + "H" + Svg.number(x1()));
                svg.text(x0() - 6, y(tick) + 3, "small end", Ticks.label(tick));
            }
            for (int i = 0; i < panel.values().size(); i++) {
                svg.text(x(i), bottom() + 14, "small middle", panel.values().get(i));
            }
            panel.curves().forEach((series, ranges) -> curve(svg, series, ranges));
        }

        private void curve(Svg svg, Series series, List<Range> ranges) {
            svg.begin("g", "stroke", series.colour(), "fill", series.colour());
            svg.leaf("path", "", "class", "curve", "d", path(ranges, "L", i -> point(i, ranges.get(i).median())));
            svg.leaf("path", "", "d", path(ranges, "M",
                i -> point(i, ranges.get(i).least()) + "V" + Svg.number(y(ranges.get(i).most()))));
            for (int i = 0; i < ranges.size(); i++) {
                svg.leaf("circle", "", "cx", x(i), "cy", y(ranges.get(i).median()), "r", DOT);
            }
            svg.end();
        }

        private static String path(List<Range> ranges, String between, IntFunction<String> part) {
            return IntStream.range(0, ranges.size()).mapToObj(part).collect(Collectors.joining(between, "M", ""));
        }

        private String point(int i, double value) {
            return Svg.number(x(i)) + " " + Svg.number(y(value));
        }

        private Ticks ticks() {
            return Ticks.upTo(panel.most());
        }

        private double x0() {
            return left + MARGIN_LEFT;
        }

        private double x1() {
            return left + WIDTH / COLUMNS - MARGIN_RIGHT;
        }

        private double bottom() {
            return top + 10 + HEIGHT;
        }

        private double x(int i) {
            return x0() + (x1() - x0()) * (i + 0.5) / panel.values().size();
        }

        private double y(double value) {
            return bottom() - HEIGHT * value / ticks().end();
        }
    }
}
