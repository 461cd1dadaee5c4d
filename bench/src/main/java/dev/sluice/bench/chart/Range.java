package dev.sluice.bench.chart;

/**
 * A measured value.
 *
 * @param median what is drawn
 * @param least the whisker's one end
 * @param most its other end
 */
public record Range(double median, double least, double most) {}
