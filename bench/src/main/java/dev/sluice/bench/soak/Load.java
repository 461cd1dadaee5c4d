package dev.sluice.bench.soak;

import dev.sluice.actor.ActorSystem;
import dev.sluice.bench.soak.Visitor.Way;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Everything at once, from when it is made until it is ended. */
final class Load {
    private static final int PING_PONGS_PER_SERVER = 2;
    private static final int VISITORS = 2;
    private static final int DATAGRAM_SOCKETS = 4;
    private static final long PAUSE_MILLIS = 15;

    private final ActorSystem system;
    private final List<InetSocketAddress> servers;
    private final Findings findings;
    private final Crew crew;

    Load(ActorSystem system, ServerProcess server, Findings findings) throws IOException {
        this.system = system;
        this.servers = server.streams();
        this.findings = findings;
        this.crew = new Crew(findings.faults());
        pingPong();
        servers.forEach(this::bulkAndSlow);
        for (int i = 0; i < VISITORS; i++) {
            visits("plain visitor", new PlainVisitor(findings.faults()));
            visits("Sluice visitor", new SluiceVisitor(system, findings.faults()));
        }
        for (int i = 0; i < DATAGRAM_SOCKETS; i++) {
            crew.repeat("datagrams", PAUSE_MILLIS,
                () -> DatagramStream.run(system, server.datagrams(), crew, findings));
        }
    }

    private void pingPong() throws IOException {
        List<InetSocketAddress> all = new ArrayList<>();
        Collections.nCopies(PING_PONGS_PER_SERVER, servers).forEach(all::addAll);
        PingPong.start(all, crew, findings);
    }

    private void bulkAndSlow(InetSocketAddress server) {
        crew.repeat("bulk stream", PAUSE_MILLIS, () -> BulkStream.run(system, server, crew, findings));
        crew.repeat("slow reader", PAUSE_MILLIS, () -> SlowReader.run(server, crew, findings));
    }

    private void visits(String name, Visitor visitor) {
        crew.repeat(name, PAUSE_MILLIS, () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            Way way = Way.values()[random.nextInt(Way.values().length)];
            visitor.visit(servers.get(random.nextInt(servers.size())), way, random.nextInt(1000),
                random.nextInt(1, Visitor.MOST_BYTES));
            findings.tally().add(way.counted, 1);
        });
    }

    /** Comes back when all have ended. */
    void end() {
        crew.end();
    }
}
