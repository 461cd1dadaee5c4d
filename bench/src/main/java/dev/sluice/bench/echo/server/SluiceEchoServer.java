package dev.sluice.bench.echo.server;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.bench.report.Options;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** An echo of Sluice; by default that of the README, on one loop. */
public final class SluiceEchoServer {
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
            .option("echo", "plain", "how they echo: plain, ack, or leased")
            .option("work-nanos", 0, "how long they keep the processor busy with each input")
            .option("loops", 1, "how many")
            .option("spin-micros", 0, "how long a loop polls before it blocks")
            .parse(args);
        ActorSystem system = ActorSystem.create(settings(options));
        int port = listen(system, options).local().getPort();
        boolean isSpread = system.loops().size() > 1 || isOnPool(options);
        ServerConsole.serve(port, isSpread ? Figures.ofAllThreads() : Figures.of(SluiceThread.of(system)));
    }

    private static Settings settings(Options options) {
        Duration spin = Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(options.integer("spin-micros")));
        return Settings.named("echo").loops(options.integer("loops")).spin(spin);
    }

    private static Tcp.Bound listen(ActorSystem system, Options options) {
        SluiceEcho echo = echo(options);
        Handler handler = new Work(options.integer("work-nanos")).before(echo.handler());
        BindSettings settings = BindSettings.DEFAULT.backlog(Listening.BACKLOG).connection(echo.settings);
        Spec spec = isOnPool(options) ? Spec.named("handler").on(system.pool()) : Spec.named("handler");
        return Tcp.bind(system, Listening.anyPort(), settings, spec, handler).join();
    }

    private static SluiceEcho echo(Options options) {
        try {
            return SluiceEcho.valueOf(options.text("echo").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw options.fail("--echo is neither plain nor ack nor leased: " + options.text("echo"));
        }
    }

    private static boolean isOnPool(Options options) {
        return switch (options.text("handler")) {
            case "beside" -> false;
            case "pool" -> true;
            default -> throw options.fail("--handler is neither beside nor pool: " + options.text("handler"));
        };
    }
}
