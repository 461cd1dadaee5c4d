package dev.sluice.bench.echo.server;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.bench.report.Options;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The echo of the README, on one loop. */
public final class SluiceEchoServer {
    private static final Handler ECHO = (ctx, connection) -> event -> {
        if (event instanceof Received(var data)) {
            connection.tell(new Write(data));
        }
    };

    private SluiceEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args see {@code --help}
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(SluiceEchoServer.class)
            .option("handler", "beside", "where handlers live: beside their connections, or on the pool")
            .option("spin-micros", 0, "how long the loop polls before it blocks")
            .parse(args);
        Duration spin = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(options.integer("spin-micros")));
        ActorSystem system = ActorSystem.create(Settings.named("echo").loops(1).spin(spin));
        Tcp.Bound bound = Tcp.bind(system, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            BindSettings.DEFAULT, handlers(system, options), ECHO).join();
        ServerConsole.serve(bound.local().getPort(), threadOf(system.loops().get(0)));
    }

    private static Spec handlers(ActorSystem system, Options options) {
        return switch (options.text("handler")) {
            case "beside" -> Spec.named("handler");
            case "pool" -> Spec.named("handler").on(system.pool());
            default -> throw options.fail("--handler is neither beside nor pool: " + options.text("handler"));
        };
    }

    private static Thread threadOf(Loop loop) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        return thread.join();
    }
}
