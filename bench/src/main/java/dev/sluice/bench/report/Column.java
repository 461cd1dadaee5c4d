package dev.sluice.bench.report;

import dev.sluice.bench.report.StoredRun.Scenario;
import java.util.Optional;

/** The servers in the order of a report, with the names that people read. What serves datagrams stands below its kin. */
public enum Column {
    BARE("bare", "bare-udp", "bare `java.nio`"), SLUICE("sluice", "sluice-udp", "Sluice"), SLUICE_LEASED(
        "sluice-leased", "",
        "Sluice, leased reads"), SLUICE_SPIN("sluice-spin", "", "Sluice, spinning"), SLUICE_ACK("sluice-ack", "",
            "Sluice, acks"), SLUICE_POOL("sluice-pool", "", "Sluice, on the pool"), NETTY_NIO("netty-nio", "netty-udp",
                "Netty NIO"), NETTY_EPOLL("netty-epoll", "netty-epoll-udp", "Netty epoll"), VERTX("vertx", "",
                    "Vert.x"), VIRTUAL_THREADS("virtual-threads", "", "virtual threads"), PEKKO("pekko", "pekko-udp",
                        "Pekko"), PEKKO_ACK("pekko-ack", "", "Pekko, acks");

    private final String streams;
    private final String datagrams;
    private final String title;

    Column(String streams, String datagrams, String title) {
        this.streams = streams;
        this.datagrams = datagrams;
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Whether it is the column of a server of this label. */
    public boolean holds(String label) {
        return label.equals(streams) || label.equals(datagrams);
    }

    Optional<StoredRun.Server> server(Scenario scenario) {
        return scenario.servers().stream().filter(server -> holds(server.server())).findFirst();
    }

    /** What the scenario is judged by, of the yardstick's. */
    Optional<Spread> ratio(Scenario scenario) {
        return server(scenario).flatMap(server -> scenario.ratio(server.server()));
    }
}
