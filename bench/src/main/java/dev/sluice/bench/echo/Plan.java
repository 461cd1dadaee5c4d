package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a comparison does.
 *
 * @param servers which are measured; the first is what the others are held against
 * @param load what they get
 * @param rounds how often all servers are started anew
 * @param warmSeconds how long each is warmed up
 * @param slices how often servers take turns in one round
 * @param seconds how long one of them is measured in one turn
 * @param jvmArguments of each server, besides those that it has anyway
 */
record Plan(List<ServerKind> servers, Load load, int rounds, double warmSeconds, int slices, double seconds,
    List<String> jvmArguments) {

    static Options options() {
        return Options.of(EchoComparison.class)
            .option("servers", "bare,sluice", "which of " + ServerKind.labels() + "; the first is the yardstick")
            .option("rounds", 5, "how often all servers are started anew")
            .option("warm", 6, "seconds of warming up each server")
            .option("slices", 5, "how often servers take turns in a round")
            .option("seconds", 5, "seconds of measuring each server in a round, all slices together")
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("depth", 1, "messages on the way in one connection")
            .option("loadgen", "", "the client: java, or a program in C; empty = the one in C, where there is a compiler")
            .option("server-jvm", "", "further JVM arguments of all servers, in one string")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .flag("smoke", "one round of a second");
    }

    static Plan of(Options options) {
        List<String> jvmArguments = Arrays.stream(options.text("server-jvm").split(" "))
            .filter(argument -> !argument.isEmpty())
            .toList();
        if (options.has("smoke")) {
            return new Plan(servers(options), Load.of(options), 1, 1, 1, 1, jvmArguments);
        }
        int slices = Math.max(1, options.integer("slices"));
        return new Plan(servers(options), Load.of(options), Math.max(1, options.integer("rounds")),
            options.seconds("warm"), slices, options.seconds("seconds") / slices, jvmArguments);
    }

    private static List<ServerKind> servers(Options options) {
        try {
            return ServerKind.parse(options.text("servers"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    Map<String, Object> toMap() {
        return Json.object("connections", load.connections(), "size", load.size(), "depth", load.depth(),
            "rounds", rounds, "warmSeconds", warmSeconds, "slices", slices, "secondsPerSlice", seconds,
            "serverJvm", String.join(" ", ServerProcess.arguments(jvmArguments)));
    }

    @Override
    public String toString() {
        return load + "; " + rounds + " rounds of " + slices + " x " + seconds + " s";
    }
}
