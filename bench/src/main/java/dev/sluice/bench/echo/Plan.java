package dev.sluice.bench.echo;

import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a comparison does.
 *
 * @param servers which are measured
 * @param scenarios with what
 * @param rounds how often all servers are started anew
 * @param warmSeconds how long each is warmed up in a round
 * @param seconds how long each is measured in a scenario of a round
 * @param pinning which processor is whose
 * @param jvmArguments of each server, besides those that it has anyway
 */
record Plan(List<ServerKind> servers, List<Scenario> scenarios, int rounds, double warmSeconds, double seconds,
    Pinning pinning, List<String> jvmArguments) {
    private static final String UNPINNED = "no";
    private static final double SMOKE_SECONDS = 0.2;

    static Options options() {
        return Options.of(EchoComparison.class)
            .option("servers", ServerKind.labels(), "which servers")
            .option("scenarios", Scenario.labels(), "which scenarios")
            .option("rounds", 5, "how often all servers are started anew")
            .option("warm", 16, "seconds of warming up each server in a round")
            .option("seconds", 1, "seconds of measuring each server in each scenario of a round")
            .option("pinned", "yes", "one processor for the server and one for the client, where it is possible; or no")
            .option("client", "",
                "java, or where the client in C is; empty = in C, compiled here, where there is a compiler")
            .option("server-jvm", "", "further JVM arguments of all servers, in one string")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .option("chart", "", "where the chart goes, an SVG; empty = nowhere")
            .flag("smoke", "one round, as short as possible: the figures mean nothing");
    }

    static Plan of(Options options) {
        boolean smoke = options.has("smoke");
        return new Plan(available(listed(options, "servers", ServerKind::parse)),
            listed(options, "scenarios", Scenario::parse),
            smoke ? 1 : Math.max(1, options.integer("rounds")),
            smoke ? SMOKE_SECONDS : options.seconds("warm"),
            smoke ? SMOKE_SECONDS : options.seconds("seconds"),
            options.text("pinned").equals(UNPINNED) ? Pinning.NONE : Pinning.ofThisMachine(),
            Arrays.stream(options.text("server-jvm").split(" ")).filter(argument -> !argument.isEmpty()).toList());
    }

    private static <T> List<T> listed(Options options, String name, Function<String, List<T>> parser) {
        try {
            return parser.apply(options.text(name));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    private static List<ServerKind> available(List<ServerKind> wanted) {
        wanted.stream().filter(kind -> !kind.isAvailable())
            .forEach(kind -> System.out.println(kind.label() + " can't run on this machine, and is left out"));
        return wanted.stream().filter(ServerKind::isAvailable).toList();
    }

    /** Who takes part in a scenario. */
    List<ServerKind> servers(Scenario scenario) {
        return servers.stream().filter(scenario::has).toList();
    }

    /** Who takes part in anything. */
    List<ServerKind> busyServers() {
        return servers.stream().filter(kind -> scenarios.stream().anyMatch(scenario -> scenario.has(kind))).toList();
    }

    Map<String, Object> toMap() {
        return Json.object("rounds", rounds, "warmSeconds", warmSeconds, "seconds", seconds,
            "serverJvm", String.join(" ", ServerProcess.arguments(jvmArguments)));
    }

    @Override
    public String toString() {
        return rounds + " rounds; " + busyServers().size() + " servers, each warmed up for " + warmSeconds
            + " s, and measured for " + seconds + " s in each of " + scenarios.size() + " scenarios; " + pinning;
    }
}
