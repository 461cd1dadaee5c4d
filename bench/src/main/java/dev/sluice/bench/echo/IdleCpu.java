package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ProcFs;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Options;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How much processor time a server uses while its connections are open and nothing happens: by thread, because the
 * JVM's own threads tick a little, also in the bare server. The loop's thread must not run at all.
 */
public final class IdleCpu {
    private static final int SETTLE_MILLIS = 3000;

    private IdleCpu() {}

    /**
     * Prints what each server uses.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(IdleCpu.class)
            .option("connections", 100, "how many are open")
            .option("seconds", 10, "how long to watch")
            .flag("smoke", "a second each")
            .parse(args);
        double seconds = options.has("smoke") ? 1 : options.seconds("seconds");
        Load load = Load.pingPong(Math.max(1, options.integer("connections")), 64, 1);

        System.out.printf("processor time over %s s with %d idle connections%n", seconds, load.connections());
        for (ServerKind kind : List.of(ServerKind.BARE, ServerKind.SLUICE)) {
            try (ServerProcess server = ServerProcess.start(kind);
                EchoClient client = new EchoClient(server.address(), load)) {
                client.exchangeOnce();
                pause(SETTLE_MILLIS);
                print(kind, server.pid(), seconds);
            }
        }
    }

    private static void print(ServerKind kind, long pid, double seconds) {
        Map<Long, ProcFs.ThreadUse> before = ProcFs.threads(pid).stream()
            .collect(Collectors.toMap(ProcFs.ThreadUse::id, Function.identity()));
        pause((long) (seconds * 1000));
        List<ProcFs.ThreadUse> used = ProcFs.threads(pid).stream()
            .map(after -> after.minus(before.get(after.id())))
            .filter(use -> use.nanos() > 0)
            .sorted(Comparator.comparingLong(ProcFs.ThreadUse::nanos).reversed())
            .toList();
        long nanos = used.stream().mapToLong(ProcFs.ThreadUse::nanos).sum();
        System.out.printf("%-8s %8.3f ms = %.4f %% of a processor%n", kind.label(), nanos / 1e6,
            nanos / seconds / 1e9 * 100);
        used.forEach(use -> System.out.printf("         %8.3f ms, %d wake-ups: %s%n", use.nanos() / 1e6, use.sleeps(),
            use.name()));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
