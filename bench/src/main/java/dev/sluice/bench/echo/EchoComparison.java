package dev.sluice.bench.echo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Measures servers against one another: in each round every one of them, in a fresh JVM that was warmed up with a
 * mixture of messages; in the next round in the opposite order.
 */
public final class EchoComparison {
    /** A warm-up is this many runs: deep, then large, then what will be measured. */
    private static final int WARM_UPS = 3;

    private final List<ServerKind> servers;
    private final Load load;
    private final int rounds;
    private final double warmSeconds;
    private final double seconds;
    private final List<String> jvmArguments;
    private final Pinning pinning = Pinning.ofThisMachine();
    private final ClientProgram client;

    private EchoComparison(Options options) {
        boolean smoke = options.has("smoke");
        servers = servers(options);
        load = Load.of(options);
        rounds = smoke ? 1 : Math.max(1, options.integer("rounds"));
        warmSeconds = smoke ? 1 : options.seconds("warm");
        seconds = smoke ? 1 : options.seconds("seconds");
        jvmArguments = Arrays.stream(options.text("server-jvm").split(" ")).filter(text -> !text.isEmpty()).toList();
        client = new ClientProgram(options.text("loadgen"), pinning);
    }

    private static List<ServerKind> servers(Options options) {
        try {
            return ServerKind.parse(options.text("servers"));
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    /**
     * Runs a comparison, prints a table, and writes a file with everything.
     *
     * @param args see {@code --help}
     * @throws IOException if the file can't be written
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(EchoComparison.class)
            .option("servers", "bare,sluice", "which of " + ServerKind.labels() + "; the first is the yardstick")
            .option("rounds", 5, "how many rounds")
            .option("warm", 6, "seconds of warming up each server")
            .option("seconds", 5, "seconds of measuring each server")
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("depth", 1, "messages on the way in one connection")
            .option("loadgen", "", "the client in C, instead of the one in Java")
            .option("server-jvm", "", "further JVM arguments of all servers, in one string")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .flag("smoke", "one round of a second")
            .parse(args);
        EchoComparison comparison = new EchoComparison(options);
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        double loadAverage = Machine.loadAverage();
        Results results = comparison.run();
        System.out.print(results.table());
        if (!options.text("results").isEmpty()) {
            comparison.write(results, begin, loadAverage, Path.of(options.text("results")));
        }
    }

    private Results run() {
        System.out.printf("%s; %d rounds of %s s; %s; %s%n", load, rounds, seconds, client.label(), pinning);
        Results results = new Results(servers);
        List<ServerKind> order = new ArrayList<>(servers);
        for (int round = 1; round <= rounds; round++) {
            for (ServerKind server : order) {
                Sample sample = measure(server);
                results.add(server, sample);
                System.out.printf("round %d, %s: %s%n", round, server.label(), sample.format());
            }
            Collections.reverse(order);
        }
        return results;
    }

    private Sample measure(ServerKind kind) {
        double part = warmSeconds / WARM_UPS;
        try (ServerProcess server = ServerProcess.start(kind, jvmArguments, pinning)) {
            client.run(server, load.depth(16), 0, part);
            client.run(server, load.size(1024), 0, part);
            return client.run(server, load, part, seconds);
        }
    }

    private void write(Results results, Instant begin, double loadAverage, Path folder) throws IOException {
        List<String> allJvmArguments = new ArrayList<>(ServerProcess.JVM_ARGUMENTS);
        allJvmArguments.addAll(jvmArguments);
        Path file = folder.resolve("echo-" + begin.toString().replace(":", "") + ".json");
        Files.createDirectories(folder);
        Files.writeString(file, Json.write(Json.object("date", begin,
            "commit", Machine.commit(),
            "machine", Machine.describe(),
            "loadAverageBefore", loadAverage,
            "jdk", Machine.jdk(),
            "serverJvm", allJvmArguments,
            "load", Json.object("connections", load.connections(), "size", load.size(), "depth", load.depth()),
            "client", client.label(),
            "pinning", pinning,
            "warmSeconds", warmSeconds,
            "secondsPerRound", seconds,
            "servers", results.toMaps())) + "\n");
        System.out.println("written to " + file);
    }
}
