package dev.sluice.examples.search;

import java.time.Duration;
import java.util.Objects;

/**
 * How a search server answers; immutable, each method gives a copy.
 *
 * @param limit how many documents an answer has at the most
 * @param nodes how many search nodes each of the two trees has
 * @param within how long a query may take; then the answer has what was found so far
 */
public record SearchSettings(int limit, int nodes, Duration within) {
    /** Ten documents, four nodes, a second. */
    public static final SearchSettings DEFAULT = new SearchSettings(10, 4, Duration.ofSeconds(1));

    /** Checks the fields. */
    public SearchSettings {
        requireOne("limit", limit);
        requireOne("nodes", nodes);
        Objects.requireNonNull(within, "within");
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("within is not positive: " + within);
        }
    }

    private static void requireOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + value);
        }
    }

    /** A copy with that limit. */
    public SearchSettings limit(int value) {
        return new SearchSettings(value, nodes, within);
    }

    /** A copy with so many nodes. */
    public SearchSettings nodes(int value) {
        return new SearchSettings(limit, value, within);
    }

    /** A copy with that deadline. */
    public SearchSettings within(Duration value) {
        return new SearchSettings(limit, nodes, value);
    }
}
