package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.HeapHistogram;
import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;

/**
 * How many bytes of heap an idle connection takes on the server's side, with the echo's handler attached, after a full
 * collection; by class, beside the bare loop's. The client is in this JVM, and so doesn't count. Every connection has
 * echoed one message before.
 */
public final class IdleFootprint {
    private static final int BAR = 512;
    private static final int WARM_UP_CONNECTIONS = 500;
    /** For what a connection does once after its first message, and for those of the warm-up to end. */
    private static final int SETTLE_MILLIS = 2000;

    /** Bytes per connection. */
    private record Footprint(double heap, double direct, HeapHistogram classes) {}

    private IdleFootprint() {}

    /**
     * Prints the footprint of a connection of each server.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails, for example because there are no descriptors left
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(IdleFootprint.class)
            .option("connections", 5000, "how many; each takes a descriptor here and one in the server")
            .flag("smoke", "200 connections")
            .parse(args);
        int connections = options.has("smoke") ? 200 : Math.max(1, options.integer("connections"));

        System.out.printf("bytes on the heap per idle connection; %d connections%n", connections);
        Footprint bare = measure(ServerKind.BARE, connections);
        print(ServerKind.BARE, bare, connections);
        Footprint sluice = measure(ServerKind.SLUICE, connections);
        print(ServerKind.SLUICE, sluice, connections);
        System.out.printf("%-8s %8.1f more than bare (bar: %d), direct memory %.1f more (bar: 0)%n", "sluice",
            sluice.heap() - bare.heap(), BAR, sluice.direct() - bare.direct());
    }

    private static Footprint measure(ServerKind kind, int connections) throws IOException {
        try (ServerProcess server = ServerProcess.start(kind)) {
            openAndClose(server);
            long directBefore = server.ask(Question.DIRECT);
            HeapHistogram before = server.histogram();
            try (EchoClient client = new EchoClient(server.address(), Load.pingPong(connections, 64, 1))) {
                client.exchangeOnce();
                settle();
                HeapHistogram classes = server.histogram().minus(before);
                double direct = (double) (server.ask(Question.DIRECT) - directBefore) / connections;
                return new Footprint((double) classes.total() / connections, direct, classes);
            }
        }
    }

    /** Loads the classes, and lets grow what grows once. */
    private static void openAndClose(ServerProcess server) throws IOException {
        server.histogram();
        try (EchoClient client = new EchoClient(server.address(), Load.pingPong(WARM_UP_CONNECTIONS, 64, 1))) {
            client.exchangeOnce();
        }
        settle();
    }

    private static void settle() {
        try {
            Thread.sleep(SETTLE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void print(ServerKind kind, Footprint footprint, int connections) {
        System.out.printf("%-8s %8.1f, direct memory %.1f%n", kind.label(), footprint.heap(), footprint.direct());
        footprint.classes().bytesByClass().entrySet().stream()
            .filter(entry -> Math.abs(entry.getValue()) >= connections)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .forEach(entry -> System.out.printf("         %8.1f  %s%n", (double) entry.getValue() / connections,
                entry.getKey()));
    }
}
