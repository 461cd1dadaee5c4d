package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.ClientProgram;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures servers against one another. In each round all of them are started anew, each in a JVM of its own, and are
 * warmed up with a mixture of messages; then they take turns, in one order and in the other, a second or so at a time,
 * so that what disturbs one disturbs its neighbours too. Who isn't measured has nothing to do.
 */
public final class EchoComparison {
    /** A warm-up is this many runs: deep, large, and what will be measured. */
    private static final int WARM_UPS = 3;

    private final Plan plan;
    private final Pinning pinning = Pinning.ofThisMachine();
    private final ClientProgram client;
    private final Results results;

    private EchoComparison(Plan plan, String loadgen) {
        this.plan = plan;
        this.client = ClientProgram.of(loadgen, pinning);
        this.results = new Results(plan.servers());
    }

    /**
     * Runs a comparison, prints a table, and writes a file with everything.
     *
     * @param args see {@code --help}
     * @throws IOException if the file can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options().parse(args);
        EchoComparison comparison = new EchoComparison(Plan.of(options), options.text("loadgen"));
        ResultFile file = new ResultFile(options.text("results"), "echo");
        comparison.run();
        file.write(comparison.toMap());
    }

    private void run() {
        System.out.printf("%s; %s; %s%n", plan, client.label(), pinning);
        for (int round = 1; round <= plan.rounds(); round++) {
            round(round);
        }
        System.out.print(results.table());
    }

    private void round(int round) {
        Map<ServerKind, ServerProcess> running = new EnumMap<>(ServerKind.class);
        try {
            for (ServerKind kind : plan.servers()) {
                running.put(kind, ServerProcess.start(kind, plan.jvmArguments(), pinning));
                warmUp(running.get(kind));
            }
            takeTurns(running);
        } finally {
            running.values().forEach(ServerProcess::close);
        }
        System.out.printf("round %d: %s%n", round, results.lastRound());
    }

    private void warmUp(ServerProcess server) {
        double part = plan.warmSeconds() / WARM_UPS;
        client.run(server, plan.load().depth(16), 0, part);
        client.run(server, plan.load().size(1024), 0, part);
        client.run(server, plan.load(), 0, part);
    }

    private void takeTurns(Map<ServerKind, ServerProcess> running) {
        results.beginRound();
        List<ServerKind> order = new ArrayList<>(plan.servers());
        for (int slice = 0; slice < plan.slices(); slice++) {
            for (ServerKind kind : order) {
                results.add(kind, client.run(running.get(kind), plan.load(), client.warmSeconds(), plan.seconds()));
            }
            Collections.reverse(order);
        }
    }

    private Map<String, Object> toMap() {
        return Json.object("client", client.label(),
            "pinning", pinning,
            "plan", plan.toMap(),
            "servers", results.toMaps());
    }
}
