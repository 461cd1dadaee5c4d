package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.Exchange;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.Transport;
import dev.sluice.bench.report.Metric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What all servers of a transport are measured with. */
enum Scenario {
    ONE("1x64", "1 × 64 B", Load.pingPong(1, 64, 1), Metric.P50), ONE_SPINNING("1x64-spin",
        "1 × 64 B, the client spins", Load.pingPong(1, 64, 1).spinning(), Metric.RATE), SMALL("64x64", "64 × 64 B",
            Load.pingPong(64, 64, 1), Metric.RATE), PIPELINED("64x64x16", "64 × 64 B, 16 deep",
                Load.pingPong(64, 64, 16), Metric.RATE), MANY("1000x64", "1000 × 64 B", Load.pingPong(1000, 64, 1),
                    Metric.RATE), LARGE("64x16K", "64 × 16 KiB", Load.pingPong(64, 16 * 1024, 1), Metric.RATE), BULK(
                        "bulk", "bulk, 4 connections", Load.bulk(4, 64 * 1024),
                        Metric.RATE), CHURN("churn", "connect, 1 byte, close", Load.churn(64), Metric.RATE), UDP("udp",
                            "UDP, 16 × 64 B", Load.datagrams(16, 64), Metric.RATE), IDLE_1000("idle-1000",
                                "1000 open, 1 % active", Load.idle(1000, 0.01), Metric.P99), IDLE_10000("idle-10000",
                                    "10 000 open, 1 % active", Load.idle(10_000, 0.01), Metric.P99), IDLE_19500(
                                        "idle-19500", "19 500 open, 1 % active", Load.idle(19_500, 0.01), Metric.P99);

    /** Where little goes on, one of each library will do. */
    private static final Set<ServerKind> IDLE = EnumSet.of(ServerKind.BARE, ServerKind.SLUICE, ServerKind.NETTY_NIO,
        ServerKind.NETTY_EPOLL, ServerKind.PEKKO);

    /** So few messages come in a second that it takes longer until there are some hundred. */
    private static final double IDLE_PATIENCE = 2;

    final String label;
    final String title;
    final Load load;
    final Metric judgedBy;

    Scenario(String label, String title, Load load, Metric judgedBy) {
        this.label = label;
        this.title = title;
        this.load = load;
        this.judgedBy = judgedBy;
    }

    static List<Scenario> parse(String list) {
        return Arrays.stream(list.split(",")).map(Scenario::one).toList();
    }

    private static Scenario one(String label) {
        return Arrays.stream(values()).filter(scenario -> scenario.label.equals(label)).findFirst().orElseThrow(
            () -> new IllegalArgumentException("no such scenario: " + label + "; there are " + labels()));
    }

    static String labels() {
        return String.join(",", Arrays.stream(values()).map(scenario -> scenario.label).toList());
    }

    /** Who takes part. A loop that polls before it blocks shows where there is one client that waits. */
    boolean has(ServerKind kind) {
        return kind.transport() == transport()
            && (kind != ServerKind.SLUICE_SPIN || load.connections() == 1)
            && (load.exchange() != Exchange.IDLE || IDLE.contains(kind));
    }

    private Transport transport() {
        return load.exchange() == Exchange.DATAGRAMS ? Transport.UDP : Transport.TCP;
    }

    /** How long it is measured. */
    double seconds(double usual) {
        return load.exchange() == Exchange.IDLE ? usual * IDLE_PATIENCE : usual;
    }

    String unit() {
        return load.exchange().unit() + "/s";
    }
}
