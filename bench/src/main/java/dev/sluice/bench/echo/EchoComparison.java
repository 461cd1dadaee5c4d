package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.ClientProgram;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Bars;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import dev.sluice.bench.report.StoredRun;
import dev.sluice.bench.report.ThroughputChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures servers against one another. In each round all of them are started anew, each in a JVM of its own, and are
 * warmed up; then, scenario by scenario, they take turns, a second or so each, so that what disturbs one disturbs its
 * neighbours too. In every other round the order is the other way round. Who isn't measured has nothing to do.
 */
public final class EchoComparison {
    private final Plan plan;
    private final ClientProgram client;
    private final WarmUp warmUp;
    private final Results results;

    private EchoComparison(Plan plan, String client) {
        this.plan = plan;
        this.client = ClientProgram.of(client, plan.pinning());
        this.warmUp = new WarmUp(this.client, plan.warmSeconds());
        this.results = new Results(plan);
    }

    /**
     * Runs a comparison, prints tables, and writes a file with everything.
     *
     * @param args see {@code --help}
     * @throws IOException if a file can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options().parse(args);
        EchoComparison comparison = new EchoComparison(Plan.of(options), options.text("client"));
        ResultFile file = new ResultFile(options.text("results"), "comparison");
        comparison.run();
        Map<String, Object> all = file.headed(comparison.toMap());
        StoredRun run = StoredRun.of(all);
        System.out.print(Bars.table(run));
        if (!options.text("chart").isEmpty()) {
            Files.writeString(Path.of(options.text("chart")), ThroughputChart.of(run));
        }
        file.write(comparison.toMap());
    }

    private void run() {
        System.out.println(plan + "; " + client.label());
        for (int round = 1; round <= plan.rounds(); round++) {
            round(round);
            System.out.printf("round %d of %d%n%s", round, plan.rounds(), results.lastRound());
        }
        System.out.printf("all rounds%n%s", results.table());
    }

    private void round(int round) {
        Map<ServerKind, ServerProcess> running = new EnumMap<>(ServerKind.class);
        try {
            for (ServerKind kind : plan.busyServers()) {
                running.put(kind, ServerProcess.start(kind, plan.jvmArguments(), plan.pinning()));
                warmUp.run(kind, running.get(kind));
            }
            plan.scenarios().forEach(scenario -> takeTurns(scenario, running, round % 2 == 0));
        } finally {
            running.values().forEach(ServerProcess::close);
        }
    }

    private void takeTurns(Scenario scenario, Map<ServerKind, ServerProcess> running, boolean backwards) {
        List<ServerKind> order = plan.servers(scenario);
        for (ServerKind kind : backwards ? order.reversed() : order) {
            results.add(scenario, kind, client.run(running.get(kind), scenario.load, client.warmSeconds(),
                scenario.seconds(plan.seconds())));
        }
    }

    private Map<String, Object> toMap() {
        return Json.object("client", client.label(),
            "pinning", plan.pinning(),
            "plan", plan.toMap(),
            "scenarios", results.toMaps());
    }
}
