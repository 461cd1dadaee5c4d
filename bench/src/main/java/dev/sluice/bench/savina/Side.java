package dev.sluice.bench.savina;

import dev.sluice.bench.savina.pekko.PekkoSuite;
import dev.sluice.bench.savina.sluice.SluiceSuite;
import dev.sluice.bench.savina.suite.Suite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Who plays. */
enum Side {
    /** Pekko on a pool. */
    PEKKO(plan -> new PekkoSuite(plan.threads(), plan.throughput())),
    /** Pekko on a pool of one thread. */
    PEKKO_ONE(plan -> new PekkoSuite(1, plan.throughput())),
    /** Sluice on a pool. */
    SLUICE(plan -> SluiceSuite.onPool(plan.threads())),
    /** Sluice with all actors on one loop. */
    SLUICE_LOOP(plan -> SluiceSuite.onLoop());

    private final Function<Plan, Suite> opened;

    Side(Function<Plan, Suite> opened) {
        this.opened = opened;
    }

    static List<Side> parse(String list) {
        return Arrays.stream(list.split(",")).map(Side::one).toList();
    }

    private static Side one(String label) {
        return Arrays.stream(values()).filter(side -> side.label().equals(label)).findFirst().orElseThrow(
            () -> new IllegalArgumentException("no such side: " + label + "; there are " + labels()));
    }

    /** All, as they are written on the command line. */
    static String labels() {
        return String.join(",", Arrays.stream(values()).map(Side::label).toList());
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Starts a system. */
    Suite open(Plan plan) {
        return opened.apply(plan);
    }
}
