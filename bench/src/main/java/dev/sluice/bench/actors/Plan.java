package dev.sluice.bench.actors;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a comparison does.
 *
 * @param rows which figures are compared
 * @param rounds how often each is measured, each time in a new JVM
 * @param warmSeconds how long a benchmark runs before it is measured
 * @param seconds how long it is measured
 * @param actors of whom the heap is measured
 * @param smoke whether it is all so short that the figures mean nothing, and in this JVM as far as that can be
 */
record Plan(List<Row> rows, int rounds, double warmSeconds, double seconds, int actors, boolean smoke) {
    /** From this release on, a JVM warns of what Pekko does unless it is told not to. */
    private static final int WARNS = 24;
    private static final String NO_WARNING = "--sun-misc-unsafe-memory-access=allow";
    private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";
    private static final double BLINK = 0.01;
    private static final int FEW = 1000;

    static Options options(Class<?> program) {
        return Options.of(program)
            .option("only", "", "rows of the table in whose name this stands; empty = all")
            .option("rounds", 5, "how often each is measured, each time in a new JVM")
            .option("warm", 2, "seconds of running before measuring")
            .option("seconds", 1, "seconds of measuring")
            .option("actors", 200_000, "how many idle ones")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .flag("smoke", "one round, as short as can be, for nothing but to see that all works; no file");
    }

    static Plan of(Options options) {
        boolean smoke = options.has("smoke");
        List<Row> rows = Row.all().stream().filter(row -> row.what().contains(options.text("only"))).toList();
        if (rows.isEmpty()) {
            throw options.fail("no such row: " + options.text("only"));
        }
        return smoke
            ? new Plan(rows, 1, 0, BLINK, FEW, true)
            : new Plan(rows, atLeastOne(options, "rounds"), options.seconds("warm"), options.seconds("seconds"),
                atLeastOne(options, "actors"), false);
    }

    private static int atLeastOne(Options options, String name) {
        return Math.max(1, options.integer(name));
    }

    /** Everything that is measured, once each, what is compared side by side. */
    List<Subject> subjects() {
        return rows.stream().flatMap(row -> Stream.of(row.measured(), row.yardstick())).distinct().toList();
    }

    /** Of all JVMs, besides what they have anyway. */
    static List<String> jvmArguments() {
        return Runtime.version().feature() < WARNS ? List.of(QUIET) : List.of(QUIET, NO_WARNING);
    }

    Map<String, Object> toMap() {
        return Json.object("rounds", rounds, "warmSeconds", warmSeconds, "seconds", seconds, "idleActors", actors);
    }

    @Override
    public String toString() {
        return smoke
            ? "one round, as short as can be: the figures mean nothing"
            : rounds + " rounds; warmed up for " + warmSeconds + " s and measured for " + seconds + " s";
    }
}
