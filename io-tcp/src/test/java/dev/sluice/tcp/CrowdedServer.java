package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerFigures;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An echo server in a JVM of its own, which prints what it is told, and for each line how often accepting has failed; ends with its input. */
final class CrowdedServer {
    private CrowdedServer() {}

    public static void main(String[] args) throws Exception {
        try (ActorSystem system = ActorSystem.create(Settings.named("crowded").loops(1))) {
            CompletableFuture<Tcp.Bound> listening = new CompletableFuture<>();
            system.spawn(Tcp.Event.class, Spec.named("binder"), ctx -> {
                Handlers handlers = Handlers.in(ctx, TcpFixture.ECHO);
                Tcp.get(system).tell(new Tcp.Bind(TcpFixture.ANY, ctx.self(), handlers, BindSettings.DEFAULT));
                return event -> {
                    if (event instanceof Tcp.Bound bound) {
                        listening.complete(bound);
                        System.out.println(bound.local().getPort());
                    } else {
                        System.out.println(event.getClass().getSimpleName());
                    }
                };
            });
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (lines.readLine() != null) {
                System.out.println(failures(system, listening.join()));
            }
        }
    }

    private static long failures(ActorSystem system, Tcp.Bound bound) {
        return system.ask(bound.listener(), (ActorRef<ListenerFigures> replyTo) -> new Tcp.Inspect(replyTo),
            Duration.ofSeconds(20)).join().failures();
    }
}
