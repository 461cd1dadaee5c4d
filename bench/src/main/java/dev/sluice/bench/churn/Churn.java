package dev.sluice.bench.churn;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.bench.report.Options;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Connections that come, exchange a message, and go, by turns in every way of {@link Kind}; server and client in this process. Ends
 * with status 1 if one ended in another way than it should, or if afterwards there are more descriptors, threads or actors, or
 * more memory, than there were after the first few thousand.
 */
public final class Churn {
    private static final int WARM_UP = 20_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_SECONDS = 1200;

    private final ActorSystem system = ActorSystem.create(Settings.named("churn"));
    private final Outcomes atServer = new Outcomes();
    private final Outcomes atClient = new Outcomes();
    private final int atOnce;
    private final int port;
    private final int closedPort;

    private Churn(int atOnce) throws IOException {
        this.atOnce = atOnce;
        this.port = Tcp.bind(system, new InetSocketAddress(0), BindSettings.DEFAULT, Spec.named("server"),
            (ctx, connection) -> new ServerSide(ctx, connection, atServer)).join().local().getPort();
        this.closedPort = closedPort();
    }

    /**
     * Runs it.
     *
     * @param args see {@code --help}
     * @throws IOException if it can't begin
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(Churn.class)
            .option("connections", 1_000_000, "how many there are, after a warm-up of " + WARM_UP)
            .option("at-once", 64, "how many of them at a time")
            .parse(args);
        List<String> wrong = new Churn(options.integer("at-once")).run(options.integer("connections"));
        wrong.forEach(System.out::println);
        System.out.println(wrong.isEmpty() ? "nothing is left" : "FAILED");
        System.exit(wrong.isEmpty() ? 0 : 1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private List<String> run(int connections) {
        long actors = Vitals.actors(system);
        play(0, WARM_UP, actors);
        Vitals before = Vitals.of(system);
        System.out.printf("after %,d connections: %s%n", WARM_UP, before);
        long start = System.nanoTime();
        play(WARM_UP, connections, actors);
        double seconds = (System.nanoTime() - start) / 1e9;
        Vitals after = Vitals.of(system);
        System.out.printf("after %,d more in %.0f s, %,.0f a second: %s%n", connections, seconds,
            connections / seconds, after);
        System.out.print("clients were told:\n" + atClient + "servers were told:\n" + atServer);
        List<String> wrong = new ArrayList<>(wrongOutcomes(WARM_UP + connections));
        wrong.addAll(after.grown(before));
        return wrong;
    }

    private void play(int first, int count, long actors) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Driver.Plan plan = new Driver.Plan(first, count, atOnce, port, closedPort);
        system.spawn(Driver.Message.class, Spec.named("driver").on(Dispatcher.of(system.loops().get(0))),
            ctx -> new Driver(ctx, plan, atClient, done));
        try {
            done.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(atClient.total() + " connections have ended, and then no more:\n"
                + system.tree().join(), e);
        }
        await(() -> Vitals.actors(system) <= actors);
    }

    /** Some are still closing when the other side has heard its last. What doesn't come is reported later. */
    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<String> wrongOutcomes(int connections) {
        List<String> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long expected = (connections - kind.ordinal() + Kind.values().length - 1) / Kind.values().length;
            atClient.wrong(kind, expected, kind.atClient()).forEach(each -> wrong.add("client, " + each));
            atServer.wrong(kind, kind.atServer().isEmpty() ? 0 : expected, kind.atServer())
                .forEach(each -> wrong.add("server, " + each));
        }
        return wrong;
    }
}
