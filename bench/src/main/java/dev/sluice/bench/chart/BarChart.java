package dev.sluice.bench.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Groups of horizontal bars that are ratios: each bar is a median, with a whisker from the least to the most.
 *
 * @param title at the head
 * @param subtitle how to read it
 * @param origin where the figures are from
 * @param series the legend
 * @param groups from top to bottom
 */
public record BarChart(String title, String subtitle, String origin, List<Series> series, List<Group> groups) {
    private static final double WIDTH = 840;
    private static final double LEFT = 190;
    private static final double RIGHT = WIDTH - 40;
    private static final double TOP = 96;
    private static final double BAR = 10;
    private static final double GAP = 10;
    private static final double FOOT = 44;
    private static final double STEP = 0.25;

    /**
     * Bars that stand together.
     *
     * @param label what they are about
     * @param unit what 1 is
     * @param values of the series that were measured
     */
    public record Group(String label, String unit, Map<Series, Range> values) {
        double height() {
            return Math.max(2.5, values.size()) * BAR + GAP;
        }

        double most() {
            return values.values().stream().mapToDouble(Range::most).max().orElse(0);
        }
    }

    public String format() {
        double bottom = TOP + groups.stream().mapToDouble(Group::height).sum();
        Svg svg = new Svg(WIDTH, bottom + FOOT, title, description());
        new Legend(title, subtitle, series).draw(svg);
        axis(svg, bottom);
        double y = TOP;
        for (Group group : groups) {
            bars(svg, group, y);
            y += group.height();
        }
        return svg.text(16, bottom + 34, "small", origin).format();
    }

    private String description() {
        return "Horizontal bars for " + String.join("; ", series.stream().map(Series::label).toList()) + ", in "
            + groups.size() + " scenarios: " + subtitle + ". " + origin;
    }

    private double end() {
        double most = groups.stream().mapToDouble(Group::most).max().orElse(1);
        return Math.ceil(Math.max(1, most) / STEP) * STEP;
    }

    private double x(double ratio) {
        return LEFT + (RIGHT - LEFT) * ratio / end();
    }

    private void axis(Svg svg, double bottom) {
        for (double ratio = 0; ratio <= end(); ratio += STEP) {
            svg.leaf("path", "", "class", ratio == 1 ? "one" : "grid", "d",
                "M" + Svg.number(x(ratio)) + " " + Svg.number(TOP - 6) + "V" + Svg.number(bottom));
            svg.text(x(ratio), bottom + 13, "small middle", String.format(Locale.ROOT, "%.2f", ratio));
        }
    }

    private void bars(Svg svg, Group group, double top) {
        svg.text(LEFT - 10, top + 10, "end", group.label());
        svg.text(LEFT - 10, top + 22, "small end", "1 = " + group.unit());
        StringBuilder whiskers = new StringBuilder();
        double y = top;
        for (Series one : series) {
            Range value = group.values().get(one);
            if (value != null) {
                bar(svg, one, value, y);
                whiskers.append(whisker(value, y + BAR / 2));
                y += BAR;
            }
        }
        svg.leaf("path", "", "class", "whisker", "d", whiskers);
    }

    private void bar(Svg svg, Series one, Range value, double y) {
        svg.leaf("rect", "", "x", LEFT, "y", y + 0.5, "width", x(value.median()) - LEFT, "height", BAR - 1, "fill",
            one.colour());
        svg.text(x(value.most()) + 4, y + BAR - 1.5, "small halo", String.format(Locale.ROOT, "%.2f", value.median()));
    }

    private String whisker(Range value, double y) {
        String least = Svg.number(x(value.least()));
        String most = Svg.number(x(value.most()));
        String cap = " " + Svg.number(y - 2) + "v4";
        return "M" + least + cap + "M" + least + " " + Svg.number(y) + "H" + most + "M" + most + cap;
    }
}
