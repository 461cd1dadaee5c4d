package dev.sluice.bench.scaling;

import dev.sluice.bench.echo.client.ClientProgram;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures how the echo scales. At each point the servers take turns, so that what disturbs one disturbs its neighbours
 * too; a round starts all of them anew.
 */
public final class ScalingCurves {
    private static final Load SMALL = Load.pingPong(64, 64, 1);
    private static final Load MIXED = Load.pingPong(64, 1024, 16);

    private final Plan plan;
    private final ClientProgram client;
    private final ResultFile file;
    private final List<Curve> curves = new ArrayList<>();

    private ScalingCurves(Plan plan, Options options) {
        this.plan = plan;
        this.client = ClientProgram.of(options.text("client"), Pinning.NONE);
        this.file = new ResultFile(options.text("results"), "scaling");
    }

    /**
     * Measures all sweeps, prints their tables, writes a file with everything, and draws the chart. It takes eight minutes with the
     * client in C.
     *
     * @param args see {@code --help}
     * @throws IOException if a file can't be read or written
     */
    public static void main(String[] args) throws IOException {
        Options options = Plan.options().parse(args);
        String chart = options.text("chart");
        if (!options.text("from").isEmpty()) {
            draw(StoredCurves.read(Path.of(options.text("from"))), chart);
            return;
        }
        ScalingCurves scaling = new ScalingCurves(Plan.of(options), options);
        scaling.run();
        scaling.file.write(scaling.toMap());
        draw(StoredCurves.of(scaling.file.headed(scaling.toMap())), chart);
    }

    private static void draw(StoredCurves stored, String chart) throws IOException {
        if (!chart.isEmpty()) {
            Files.writeString(Path.of(chart), ScalingChart.of(stored));
        }
    }

    private void run() {
        for (Sweep sweep : plan.sweeps()) {
            Samples samples = new Samples(sweep);
            for (int round = 0; round < plan.rounds(); round++) {
                round(sweep, samples);
            }
            System.out.printf("%s; %s%n%s%n", sweep.label(), sweep.pinning, CurveTable.of(sweep, samples.curves()));
            curves.addAll(samples.curves());
        }
    }

    private void round(Sweep sweep, Samples samples) {
        sweep.points(plan.smoke()).stream()
            .collect(Collectors.groupingBy(sweep::arguments, LinkedHashMap::new, Collectors.toList()))
            .forEach((arguments, values) -> walk(sweep, arguments, values, samples));
    }

    /** Along points that differ only in the load. */
    private void walk(Sweep sweep, List<String> arguments, List<Integer> values, Samples samples) {
        ClientProgram pinned = new ClientProgram(client.loadgen(), sweep.pinning);
        Map<ServerKind, ServerProcess> running = new EnumMap<>(ServerKind.class);
        try {
            for (ServerKind kind : sweep.servers) {
                ServerProcess server = ServerProcess.start(kind, List.of(), arguments, sweep.pinning);
                running.put(kind, server);
                pinned.run(server, MIXED, 0, plan.warmSeconds() / 2);
                pinned.run(server, SMALL, 0, plan.warmSeconds() / 2);
            }
            for (int value : values) {
                running.forEach((kind, server) -> samples.add(kind, value,
                    pinned.run(server, sweep.load(value), warmSeconds(), plan.seconds())));
            }
        } finally {
            running.values().forEach(ServerProcess::close);
        }
    }

    private double warmSeconds() {
        return plan.smoke() ? 0 : client.warmSeconds();
    }

    private Map<String, Object> toMap() {
        return Json.object("client", client.label(),
            "plan", plan.toMap(),
            "curves", curves.stream().map(Curve::toMap).toList());
    }
}
