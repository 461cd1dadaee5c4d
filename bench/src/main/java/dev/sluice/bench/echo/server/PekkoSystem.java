package dev.sluice.bench.echo.server;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.actor.Actor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;

/**
 * What Pekko's servers run on: a thread that selects, which it always has, and one on which connections, sockets and
 * all other actors live together. What else it starts has nothing to do.
 */
final class PekkoSystem {
    private static final String CONFIG = """
        pekko {
            use-slf4j = off
            loggers = []
            loglevel = OFF
            stdout-loglevel = OFF
            actor.default-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-max = 1 }
            io.tcp { worker-dispatcher = ${dispatcher}, management-dispatcher = ${dispatcher} }
            io.udp { worker-dispatcher = ${dispatcher}, management-dispatcher = ${dispatcher} }
        }
        dispatcher = pekko.actor.default-dispatcher
        """;

    private PekkoSystem() {}

    /** Serves until the standard input ends, with an actor that tells where it listens. */
    static <A extends Actor> void serve(Class<A> type, Function<CompletableFuture<InetSocketAddress>, A> listener)
        throws IOException {
        ActorSystem system = ActorSystem.create("echo",
            ConfigFactory.parseString(CONFIG).withFallback(ConfigFactory.load()).resolve());
        CompletableFuture<InetSocketAddress> local = new CompletableFuture<>();
        system.actorOf(Props.create(type, () -> listener.apply(local)));
        ServerConsole.serve(local.join().getPort(), Figures.ofAllThreads());
    }
}
