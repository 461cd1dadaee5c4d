package dev.sluice.bench.scaling;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and how long.
 *
 * @param sweeps what is varied, one after the other
 * @param rounds how often every server is started anew
 * @param warmSeconds how long each is warmed up
 * @param seconds how long it is measured at each point
 * @param smoke whether it is only to be seen that everything runs
 */
record Plan(List<Sweep> sweeps, int rounds, double warmSeconds, double seconds, boolean smoke) {
    private static final double INSTANT = 0.2;

    static Options options() {
        return Options.of(ScalingCurves.class)
            .option("sweeps", Sweep.labels(), "what is varied")
            .option("rounds", 3, "how often every server is started anew")
            .option("warm", 2, "seconds of warming up each server")
            .option("seconds", 1, "seconds of measuring each server at each point")
            .option("client", "",
                "the client: java, or a program in C; empty = the one in C, where there is a compiler")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .option("chart", "", "where the chart goes, an SVG; empty = nowhere")
            .option("from", "", "a file of results: draws its chart, and measures nothing")
            .flag("smoke", "one round of a moment, two points of each curve; the figures mean nothing");
    }

    static Plan of(Options options) {
        boolean smoke = options.has("smoke");
        return new Plan(sweeps(options), smoke ? 1 : Math.max(1, options.integer("rounds")),
            smoke ? INSTANT : options.seconds("warm"), smoke ? INSTANT : options.seconds("seconds"), smoke);
    }

    private static List<Sweep> sweeps(Options options) {
        try {
            return Sweep.parse(options.text("sweeps"));
        } catch (IllegalArgumentException e) {
            throw options.fail("there is no such sweep: " + options.text("sweeps") + "; there are " + Sweep.labels());
        }
    }

    Map<String, Object> toMap() {
        return Json.object("rounds", rounds, "warmSeconds", warmSeconds, "seconds", seconds);
    }
}
