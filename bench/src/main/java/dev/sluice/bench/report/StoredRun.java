package dev.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A comparison of echo servers as its file tells it. What isn't needed for the report, such as single samples, is left
 * out.
 *
 * @param date when it began
 * @param commit of what
 * @param machine on what
 * @param jdk of the servers
 * @param client who measured
 * @param pinning which processor was whose
 * @param plan how often
 * @param scenarios what was measured; a run may have a part of them
 */
public record StoredRun(String date, String commit, Host machine, String jdk, String client, String pinning, Plan plan,
    List<Scenario> scenarios) {
    /**
     * A machine.
     *
     * @param cores how many processors it has
     * @param kernel its name and version
     * @param arch of its processors
     */
    public record Host(int cores, String kernel, String arch) {}

    /**
     * How a run was made.
     *
     * @param rounds how often everything was started anew
     */
    public record Plan(int rounds) {}

    public static StoredRun read(Path file) throws IOException {
        return Json.read(Files.readString(file), StoredRun.class);
    }

    /** What is going to be written to a file. */
    public static StoredRun of(Map<String, Object> results) {
        return Json.read(Json.write(results), StoredRun.class);
    }

    public Optional<Scenario> scenario(String name) {
        return scenarios.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /**
     * What all servers of one yardstick got.
     *
     * @param name as it is written on the command line
     * @param title as people read it
     * @param unit of the rate
     * @param yardstick the server whose figures the others' ratios are of
     * @param judgedBy which metric a reader should look at first
     * @param servers who took part
     */
    public record Scenario(String name, String title, String unit, String yardstick, String judgedBy,
        List<Server> servers) {

        public Metric metric() {
            return Metric.parse(judgedBy);
        }

        public Optional<Server> server(String label) {
            return servers.stream().filter(server -> server.server().equals(label)).findFirst();
        }

        /** One server's ratio of another one's figure, if both took part. */
        public Optional<Spread> ratio(String label, Metric metric, String against) {
            return server(label)
                .map(server -> against.equals(yardstick) ? server.ratios() : server.against().get(against))
                .map(ratios -> ratios.of(metric));
        }

        Optional<Spread> ratio(String label) {
            return ratio(label, metric(), yardstick);
        }
    }

    /**
     * One server's figures, and what they are of the yardstick's.
     *
     * @param server its label
     * @param rate in the unit of the scenario
     * @param p50 in microseconds
     * @param p99 in microseconds
     * @param rateRatio round by round, as all ratios are
     * @param p50Ratio likewise
     * @param p99Ratio likewise
     * @param against ratios of the figures of other servers, by their labels
     */
    public record Server(String server, Spread rate, Spread p50, Spread p99, Spread rateRatio, Spread p50Ratio,
        Spread p99Ratio, Map<String, Ratios> against) {

        public Server {
            against = Objects.requireNonNullElse(against, Map.of());
        }

        Ratios ratios() {
            return new Ratios(rateRatio, p50Ratio, p99Ratio);
        }

        Spread figure(Metric metric) {
            return switch (metric) {
                case RATE -> rate;
                case P50 -> p50;
                case P99 -> p99;
            };
        }
    }

    /**
     * One server's figures as ratios of another one's.
     *
     * @param rateRatio of the rates
     * @param p50Ratio of the median latencies
     * @param p99Ratio of their 99th percentiles
     */
    public record Ratios(Spread rateRatio, Spread p50Ratio, Spread p99Ratio) {
        Spread of(Metric metric) {
            return switch (metric) {
                case RATE -> rateRatio;
                case P50 -> p50Ratio;
                case P99 -> p99Ratio;
            };
        }
    }
}
