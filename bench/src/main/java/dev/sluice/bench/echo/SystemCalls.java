package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;

/**
 * How many system calls a server makes for one echoed message, all its threads together, by {@code strace}. That makes
 * them slow, so that more is ready at each look at the selector than otherwise: compare servers with one another.
 */
public final class SystemCalls {
    private static final double WORTH_TELLING = 0.005;

    private SystemCalls() {}

    /**
     * Prints the calls of each server by name.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails, or there is no {@code strace}
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(SystemCalls.class)
            .option("servers", "bare,sluice,netty-nio,pekko", "which of " + ServerKind.labels())
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("depth", 1, "messages on the way in one connection")
            .option("warm", 8, "seconds of warming up each server")
            .option("seconds", 5, "seconds of counting at each server")
            .flag("smoke", "a second each")
            .parse(args);
        Load load = Load.of(options);
        double warm = options.has("smoke") ? 1 : options.seconds("warm");
        double seconds = options.has("smoke") ? 1 : options.seconds("seconds");

        System.out.printf("system calls for each message; %s%n", load);
        for (ServerKind kind : ServerKind.parse(options.text("servers"))) {
            print(kind, count(kind, load, warm, seconds));
        }
    }

    private static Map<String, Double> count(ServerKind kind, Load load, double warm, double seconds)
        throws IOException {
        try (ServerProcess server = ServerProcess.start(kind);
            EchoClient client = new EchoClient(server.address(), load)) {
            client.run(warm);
            try (Strace strace = Strace.attach(server.pid())) {
                long before = client.answered();
                client.run(seconds);
                return strace.callsFor(client.answered() - before);
            }
        }
    }

    private static void print(ServerKind kind, Map<String, Double> calls) {
        System.out.printf("%-16s %7.3f%n", kind.label(),
            calls.values().stream().mapToDouble(Double::doubleValue).sum());
        calls.entrySet().stream().filter(call -> call.getValue() >= WORTH_TELLING)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .forEach(call -> System.out.printf("%-16s %7.3f  %s%n", "", call.getValue(), call.getKey()));
    }
}
