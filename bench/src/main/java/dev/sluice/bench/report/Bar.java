package dev.sluice.bench.report;

import java.util.Optional;

/**
 * What a server has to reach in a scenario, as a ratio of what another server reaches in the same run.
 *
 * @param scenario where
 * @param server who
 * @param metric in what
 * @param against whose figure the limit is a multiple of
 * @param relation on which side of the limit
 * @param limit of the ratio
 */
public record Bar(String scenario, String server, Metric metric, String against, Relation relation, double limit) {
    /** How a ratio stands to its limit. What is not a number stands in none of these. */
    enum Relation {
        AT_LEAST("≥") {
            @Override
            boolean holds(double ratio, double limit) {
                return ratio >= limit;
            }
        },
        AT_MOST("≤") {
            @Override
            boolean holds(double ratio, double limit) {
                return ratio <= limit;
            }
        },
        BELOW("<") {
            @Override
            boolean holds(double ratio, double limit) {
                return ratio < limit;
            }
        };

        final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        abstract boolean holds(double ratio, double limit);
    }

    /** What it is in a run; empty = the run has no such figure. */
    Optional<Spread> ratio(StoredRun run) {
        return run.scenario(scenario).flatMap(measured -> measured.ratio(server, metric, against));
    }

    /** The median counts. */
    boolean isReachedBy(Spread ratio) {
        return relation.holds(ratio.median(), limit);
    }
}
