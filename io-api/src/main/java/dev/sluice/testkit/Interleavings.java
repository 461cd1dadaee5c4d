package dev.sluice.testkit;

import dev.sluice.actor.Settings;
import java.util.List;
import java.util.Objects;

/**
 * Runs a test in many orders of events, each of which has a number, so that the one in which it fails can be run again.
 *
 * {@snippet :
 * Interleavings.explore(1_000, 1, manual -> {
 *     Probe<Total> probe = Probe.in(manual);
 *     ActorRef<Order> shop = manual.system().spawn("shop", ctx -> new Shop(ctx, probe.ref()));
 *     shop.tell(new Buy(1));
 *     shop.tell(new Cancel(1));
 *     probe.expect(new Total(0));
 * });
 * }
 *
 * An actor that fails is restarted or stopped, as anywhere: a scenario sees it only if it looks, with a {@link Probe} for
 * instance. A scenario that uses real threads, random numbers without a seed or the order of a hash table can't be replayed.
 */
public final class Interleavings {
    private static final int SHOWN = 20;

    private Interleavings() {}

    /** What is run in each order. Makes all it needs anew each time. */
    @FunctionalInterface
    public interface Scenario {
        /**
         * Runs once, and throws if something is wrong.
         *
         * @param manual a new system, which is closed afterwards
         * @throws Exception if something is wrong
         */
        void run(ManualSystem manual) throws Exception;
    }

    /**
     * Runs a scenario with one seed after the other, until it fails.
     *
     * @param runs how many, at least 1
     * @param firstSeed the seed of the first; the others follow it
     * @param scenario what to run
     * @throws AssertionError if one fails; it names the seed, how to replay it, and the last actors that ran; its cause is what the
     *         scenario threw
     */
    public static void explore(int runs, long firstSeed, Scenario scenario) {
        requireRuns(runs);
        Objects.requireNonNull(scenario, "scenario");
        for (int run = 0; run < runs; run++) {
            replay(firstSeed + run, scenario);
        }
    }

    /**
     * Runs a scenario with one seed, all the same each time.
     *
     * @param seed which one
     * @param scenario what to run
     * @throws AssertionError as {@link #explore(int, long, Scenario)}
     */
    public static void replay(long seed, Scenario scenario) {
        Objects.requireNonNull(scenario, "scenario");
        try (ManualSystem manual = ManualSystem.seeded("seed-" + seed, seed)) {
            run(seed, scenario, manual);
        }
    }

    /**
     * Runs a scenario with one seed after the other, in systems made in a special way: with {@link Copies}, for example.
     *
     * @param runs how many, at least 1
     * @param firstSeed the seed of the first; the others follow it
     * @param settings how the systems are made; their dispatcher and scheduler are the test kit's
     * @param scenario what to run
     * @throws AssertionError as {@link #explore(int, long, Scenario)}
     */
    public static void explore(int runs, long firstSeed, Settings settings, Scenario scenario) {
        requireRuns(runs);
        for (int run = 0; run < runs; run++) {
            long seed = firstSeed + run;
            try (ManualSystem manual = ManualSystem.seeded(settings, seed)) {
                run(seed, Objects.requireNonNull(scenario, "scenario"), manual);
            }
        }
    }

    private static void requireRuns(int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("runs is less than 1: " + runs);
        }
    }

    private static void run(long seed, Scenario scenario, ManualSystem manual) {
        try {
            scenario.run(manual);
        } catch (Throwable e) {
            List<String> trace = manual.dispatcher().trace();
            List<String> last = trace.subList(Math.max(0, trace.size() - SHOWN), trace.size());
            throw new AssertionError(
                "with seed " + seed + " (replay it by Interleavings.replay(" + seed + "L, scenario)): "
                    + e + "\nthe last that ran, oldest first: " + last,
                e);
        }
    }
}
