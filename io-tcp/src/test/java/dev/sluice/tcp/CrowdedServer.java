package dev.sluice.tcp;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.transport.Handlers;

/** An echo server in a JVM of its own, which prints what it is told; ends with its input. */
final class CrowdedServer {
    private CrowdedServer() {}

    public static void main(String[] args) throws Exception {
        try (ActorSystem system = ActorSystem.create(Settings.named("crowded").loops(1))) {
            system.spawn(Tcp.Event.class, Spec.named("binder"), ctx -> {
                Handlers handlers = Handlers.in(ctx, TcpFixture.ECHO);
                Tcp.get(system).tell(new Tcp.Bind(TcpFixture.ANY, ctx.self(), handlers, BindSettings.DEFAULT));
                return event -> System.out.println(event instanceof Tcp.Bound bound
                    ? bound.local().getPort()
                    : event.getClass().getSimpleName());
            });
            System.in.transferTo(System.out);
        }
    }
}
