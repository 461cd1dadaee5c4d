package dev.sluice.bench.savina;

import dev.sluice.bench.report.Children;
import dev.sluice.bench.savina.Figure.Reading;
import dev.sluice.bench.savina.suite.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A {@link Player} in a JVM of its own. */
final class PlayerProcess {
    private static final long PATIENCE_MILLIS = 10_000;

    private PlayerProcess() {}

    /**
     * Lets it play.
     *
     * @return what it read
     * @throws IllegalStateException if it failed; what it says about it appears on our standard error
     */
    static List<Reading> play(Plan plan, Workload workload, Side side) {
        Process player = Children.start(
            Children.java(plan.allJvmArguments(), Player.class, plan.arguments(workload, side)));
        List<Reading> readings;
        try (BufferedReader out = player.inputReader(StandardCharsets.UTF_8)) {
            readings = out.lines().filter(Reading::isOne).map(Reading::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Children.end(player, PATIENCE_MILLIS);
        }
        if (player.isAlive() || player.exitValue() != 0) {
            throw new IllegalStateException(side.label() + " failed at " + workload.label());
        }
        return readings;
    }
}
