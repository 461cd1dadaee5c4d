package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.loop.Loop;
import dev.sluice.transport.TransportProvider;
import java.time.Duration;
import java.util.Objects;

/** This transport, as it is found by its name; {@link Tcp#get} is the direct way. */
public final class TcpProvider implements TransportProvider<Tcp.Command> {
    private static final Directive RESTART = Directive.restart().backoff(Duration.ofMillis(100),
        Duration.ofSeconds(10));

    private final TcpSettings settings;

    /** TCP with the default settings. */
    public TcpProvider() {
        this(TcpSettings.DEFAULT);
    }

    /**
     * TCP with settings.
     *
     * @param settings count if the manager is started here
     */
    public TcpProvider(TcpSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public Class<Tcp.Command> protocol() {
        return Tcp.Command.class;
    }

    @Override
    public ActorRef<Tcp.Command> manager(ActorSystem system) {
        Loop first = settings.loops().of(system).get(0); // a wrong number of them fails here and now
        Spec spec = Spec.named(name()).on(Dispatcher.of(first)).onFailure(failure -> RESTART);
        ActorRef<TcpMessage> manager = system.service(Tcp.class, spec, ctx -> new TcpManager(ctx, settings));
        return takingOnlyCommands(manager);
    }

    /** Who takes every message takes a command; nothing ever comes out of a ref. */
    @SuppressWarnings("unchecked")
    private static ActorRef<Tcp.Command> takingOnlyCommands(ActorRef<TcpMessage> manager) {
        return (ActorRef<Tcp.Command>) (ActorRef<?>) manager;
    }
}
