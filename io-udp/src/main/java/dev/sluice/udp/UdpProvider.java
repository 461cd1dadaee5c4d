package dev.sluice.udp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.transport.TransportProvider;
import java.time.Duration;
import java.util.Objects;

/** This transport, as it is found by its name; {@link Udp#get} is the direct way. */
public final class UdpProvider implements TransportProvider<Udp.Command> {
    private static final Directive RESTART = Directive.restart().backoff(Duration.ofMillis(100),
        Duration.ofSeconds(10));
    /** One name that isn't answered shall not keep others waiting; a virtual thread costs little. */
    private static final int LOOK_UPS = 1 << 14;

    private final UdpSettings settings;

    /** UDP with the default settings. */
    public UdpProvider() {
        this(UdpSettings.DEFAULT);
    }

    /**
     * UDP with settings.
     *
     * @param settings count if the manager is started here
     */
    public UdpProvider(UdpSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    @Override
    public String name() {
        return "udp";
    }

    @Override
    public Class<Udp.Command> protocol() {
        return Udp.Command.class;
    }

    @Override
    public ActorRef<Udp.Command> manager(ActorSystem system) {
        Spec spec = Spec.named(name()).on(Dispatcher.of(system.loops().get(0))).offloadsAtMost(LOOK_UPS)
            .onFailure(failure -> RESTART);
        ActorRef<UdpMessage> manager = system.service(Udp.class, spec, ctx -> new UdpManager(ctx, settings));
        return takingOnlyCommands(manager);
    }

    /** Who takes every message takes a command; nothing ever comes out of a ref. */
    @SuppressWarnings("unchecked")
    private static ActorRef<Udp.Command> takingOnlyCommands(ActorRef<UdpMessage> manager) {
        return (ActorRef<Udp.Command>) (ActorRef<?>) manager;
    }
}
