package dev.sluice.bench.chart;

/**
 * What is drawn in one colour.
 *
 * @param label its name in the legend
 * @param colour as SVG writes it
 */
public record Series(String label, String colour) {}
