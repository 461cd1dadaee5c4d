package dev.sluice.bench.actors;

import dev.sluice.bench.actors.Subject.Reading;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Sluice's actors beside Pekko's and beside raw queues, by JMH. In each round, everything is measured once, in a JVM of its own,
 * what is compared one after the other, in one order and in the next round in the other.
 */
public final class ActorComparison {
    private final Plan plan;
    private final Scores scores = new Scores();

    private ActorComparison(Plan plan) {
        this.plan = plan;
    }

    /**
     * Runs a comparison, writes a file with everything, and prints a table in Markdown. No bar that is missed makes it fail.
     *
     * @param args see {@code --help}
     * @throws IOException if the file can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options(ActorComparison.class).parse(args);
        Plan plan = Plan.of(options);
        ResultFile file = new ResultFile(plan.smoke() ? "" : options.text("results"), "actors");
        ActorComparison comparison = new ActorComparison(plan);
        comparison.run(file);
        System.out.print(comparison.scores.table(plan.rows()));
    }

    /** Writes the file after each round: what comes later may fail. */
    private void run(ResultFile file) throws IOException {
        System.out.println(plan);
        if (plan.smoke()) {
            System.setProperty("jmh.ignoreLock", "true"); // others may measure meanwhile
        }
        List<Subject> order = new ArrayList<>(plan.subjects());
        for (int round = 1; round <= plan.rounds(); round++) {
            measure(round, order);
            Collections.reverse(order);
            file.write(Json.object("plan", plan.toMap(), "rows", scores.toList(plan.rows())));
        }
    }

    private void measure(int round, List<Subject> order) {
        for (Subject subject : order) {
            Reading reading = subject.measure(plan);
            scores.add(subject, reading);
            System.out.printf(Locale.ROOT, "round %d: %s: %,.1f %s, %,.1f ns of processor%n", round, subject,
                reading.figure(), subject.unit().label, reading.processorNanos());
        }
    }
}
