package dev.sluice.bench.chart;

import java.util.List;

/**
 * The head of a chart.
 *
 * @param title what it shows
 * @param subtitle how to read it
 * @param series what is drawn in which colour
 */
record Legend(String title, String subtitle, List<Series> series) {
    private static final double LEFT = 16;
    private static final double BOX = 10;
    /** Of a character, on an average. */
    private static final double WIDTH = 6.2;

    void draw(Svg svg) {
        svg.text(LEFT, 26, "title", title).text(LEFT, 44, "small", subtitle);
        double x = LEFT;
        for (Series one : series) {
            svg.leaf("rect", "", "x", x, "y", 58, "width", BOX, "height", BOX, "fill", one.colour());
            svg.text(x + 14, 67, "name", one.label());
            x += 34 + WIDTH * one.label().length();
        }
    }
}
