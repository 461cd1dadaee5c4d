package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;

/** The whole of an echo server, as the README shows it. It is correct under a slow reader, because reading is bounded. */
public final class ShortestEcho {
    private ShortestEcho() {}

    /** Runs until the process is ended. */
    public static void main(String[] args) {
        // tag::server[]
        try (var system = ActorSystem.create("echo")) {
            Tcp.bind(system, new InetSocketAddress("127.0.0.1", 7000), (ctx, connection) -> event -> {
                if (event instanceof Received(var data)) {
                    connection.tell(new Write(data));
                }
            }).join();
            system.join();
        }
        // end::server[]
    }
}
