package dev.sluice.bench.actors;

import java.util.Locale;

/**
 * What a ratio should be.
 *
 * @param least or more, or NaN
 * @param most or less, or NaN
 */
record Bar(double least, double most) {
    static final Bar NONE = new Bar(Double.NaN, Double.NaN);

    static Bar atLeast(double ratio) {
        return new Bar(ratio, Double.NaN);
    }

    static Bar atMost(double ratio) {
        return new Bar(Double.NaN, ratio);
    }

    boolean holds(double ratio) {
        return !(ratio < least || ratio > most);
    }

    @Override
    public String toString() {
        if (equals(NONE)) {
            return "";
        }
        return Double.isNaN(most)
            ? String.format(Locale.ROOT, "≥ %.2f", least)
            : String.format(Locale.ROOT, "≤ %.2f", most);
    }
}
