package dev.sluice.bench.report;

import java.util.Locale;

/** A number that people read. */
final class Quantity {
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    private Quantity() {}

    /** With three or four digits, and its unit. */
    static String format(double value, String unit) {
        if (value >= MILLION) {
            return String.format(Locale.ROOT, "%.2f M %s", value / MILLION, unit);
        }
        if (value >= 10 * THOUSAND) {
            return String.format(Locale.ROOT, "%.0f k %s", value / THOUSAND, unit);
        }
        return String.format(Locale.ROOT, "%,.0f %s", value, unit);
    }
}
