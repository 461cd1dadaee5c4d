package dev.sluice.bench.chart;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Round numbers from 0 up to the end of an axis.
 *
 * @param step from one to the next
 * @param steps how many
 */
record Ticks(double step, int steps) {
    private static final int MOST = 5;
    private static final double THOUSAND = 1000;

    /** A few, the last of which isn't less than the value. */
    static Ticks upTo(double value) {
        if (!(value > 0)) {
            return new Ticks(1, 1);
        }
        double decade = Math.pow(10, Math.floor(Math.log10(value / MOST)));
        double step = DoubleStream.of(1, 2, 5, 10).map(factor -> factor * decade)
            .filter(candidate -> candidate * MOST >= value).findFirst().orElse(value);
        return new Ticks(step, (int) Math.ceil(value / step));
    }

    double end() {
        return step * steps;
    }

    double[] values() {
        return IntStream.rangeClosed(0, steps).mapToDouble(i -> i * step).toArray();
    }

    static String label(double value) {
        return value >= THOUSAND ? Svg.number(value / THOUSAND) + " k" : Svg.number(value);
    }
}
