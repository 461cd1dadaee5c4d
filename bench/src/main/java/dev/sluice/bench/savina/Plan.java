package dev.sluice.bench.savina;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.savina.suite.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a comparison does, or a player's part of it.
 *
 * @param workloads which programs
 * @param sides who plays; the first is what the others are held against
 * @param rounds how often each side plays each program, each time in a new JVM
 * @param threads of the pools
 * @param throughput how many messages an actor of Pekko handles in a turn
 * @param warmSeconds how long a program is played before it is measured, three times at least
 * @param seconds how long it is measured, three times at least
 * @param tiny whether the parameters are so small that the figures mean nothing
 * @param jvmArguments of all players, besides those that they have anyway
 */
record Plan(List<Workload> workloads, List<Side> sides, int rounds, int threads, int throughput, double warmSeconds,
    double seconds, boolean tiny, List<String> jvmArguments) {

    /** The same for every player. On one processor the JVM would choose another collector by itself. */
    private static final List<String> JVM_ARGUMENTS = List.of("-Xms1g", "-Xmx4g", "-XX:+UseG1GC",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dslf4j.internal.verbosity=ERROR");
    /** From this release on, a JVM warns of what Pekko does unless it is told not to. */
    private static final int WARNS = 24;
    private static final String NO_WARNING = "--sun-misc-unsafe-memory-access=allow";

    static Options options(Class<?> program) {
        return Options.of(program)
            .option("programs", Workload.labels(), "which ones")
            .option("sides", "pekko,sluice,sluice-loop",
                "which of " + Side.labels() + "; the first is what the others are held against")
            .option("rounds", 5, "how often each side plays each program, each time in a new JVM")
            .option("threads", Runtime.getRuntime().availableProcessors(), "of the pools")
            .option("throughput", 64, "how many messages an actor of Pekko handles in a turn; Sluice's do 64")
            .option("warm", 10, "seconds of playing before measuring, three times at least")
            .option("seconds", 3, "seconds of measuring, three times at least")
            .option("jvm", "", "further JVM arguments of all players, in one string")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .flag("quick", "one round with tiny parameters, for nothing but to see that all works; no file");
    }

    static Plan of(Options options) {
        boolean quick = options.has("quick");
        try {
            return new Plan(Workload.parse(options.text("programs")), Side.parse(options.text("sides")),
                quick ? 1 : atLeastOne(options, "rounds"), atLeastOne(options, "threads"),
                atLeastOne(options, "throughput"), quick ? 0 : options.seconds("warm"),
                quick ? 0 : options.seconds("seconds"), quick, words(options.text("jvm")));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    private static int atLeastOne(Options options, String name) {
        return Math.max(1, options.integer(name));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /** All JVM arguments of a player. */
    List<String> allJvmArguments() {
        Stream<String> noWarning = Runtime.version().feature() < WARNS ? Stream.empty() : Stream.of(NO_WARNING);
        return Stream.of(JVM_ARGUMENTS.stream(), noWarning, jvmArguments.stream()).flatMap(args -> args).toList();
    }

    /** What a player of one program on one side must be told. */
    List<String> arguments(Workload workload, Side side) {
        List<String> arguments = new ArrayList<>(List.of("--programs", workload.label(), "--sides", side.label(),
            "--threads", Integer.toString(threads), "--throughput", Integer.toString(throughput),
            "--warm", Double.toString(warmSeconds), "--seconds", Double.toString(seconds)));
        if (tiny) {
            arguments.add("--quick");
        }
        return arguments;
    }

    Map<String, Object> toMap() {
        return Json.object("rounds", rounds, "threads", threads, "pekkoThroughput", throughput,
            "warmSeconds", warmSeconds, "seconds", seconds, "jvm", String.join(" ", allJvmArguments()));
    }

    @Override
    public String toString() {
        return rounds + " rounds; " + threads + " threads; " + (tiny
            ? "tiny parameters: the figures mean nothing"
            : "warmed up for " + warmSeconds + " s and measured for " + seconds + " s");
    }
}
