package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Spec;
import dev.sluice.loop.Loop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A transport of byte streams whose manager has nothing to do but to listen and to connect: the manager stands here, and the author
 * says what each of his commands means.
 *
 * {@snippet :
 * public final class PigeonProvider extends StreamProvider<Pigeon.Command> {
 *     public PigeonProvider() {
 *         super("pigeon", Pigeon.Command.class);
 *     }
 *
 *     protected void on(Pigeon.Command command, Selectors<?> selectors) {
 *         switch (command) {
 *             case Pigeon.Bind bind -> selectors.listen(bind.loft(), ...);
 *             case Pigeon.Connect connect -> selectors.connect(...);
 *         }
 *     }
 * }
 * }
 *
 * A manager that is at work on more than that, such as the look-up of names, is an actor of its own, which holds {@link Selectors}.
 *
 * @param <C> what the manager is told. Commands that are {@link Owned} are answered also if the manager ends before
 *        it comes to them
 */
public abstract class StreamProvider<C> implements TransportProvider<C> {
    private static final Directive RESTART = Directive.restart().backoff(Duration.ofMillis(100),
        Duration.ofSeconds(10));

    private final String name;
    private final Class<C> protocol;

    /**
     * For subclasses.
     *
     * @param name what the transport is found by
     * @param protocol what its manager is told; also the key by which a system knows the manager
     */
    protected StreamProvider(String name, Class<C> protocol) {
        this.name = Objects.requireNonNull(name, "name");
        this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    /**
     * Carries out a command. Called on the manager's loop; must not block. What it throws is the manager's failure: the manager is
     * restarted, and all its binds and connections end. The command is discarded then, if it is {@link Owned}, and so answered: what
     * doesn't like a command throws before it listens or connects, or better, tells who sent it.
     *
     * @param command what the manager was told
     * @param selectors listen and connect
     */
    protected abstract void on(C command, Selectors<?> selectors);

    /**
     * How many connections there may be at a time, accepted and opened ones together. Any thread.
     *
     * @return at least 1; 256 Ki, unless this is overridden
     */
    protected int maxConnections() {
        return 1 << 18;
    }

    /**
     * Makes a poller for a loop that has none yet. Called on that loop.
     *
     * @return a {@link NioPoller}, unless this is overridden
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * Where its channels live. Any thread; the same ones at each call.
     *
     * @param system that of the manager
     * @return the system's own loops; a transport whose poller isn't like that of the others has {@link ActorSystem#loops(String, int)
     *         loops of its own}
     */
    protected List<Loop> loops(ActorSystem system) {
        return system.loops();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<C> protocol() {
        return protocol;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if {@link #loops} or {@link #maxConnections} give none
     */
    @Override
    @SuppressWarnings("unchecked") // who takes every message takes a command; nothing ever comes out of a ref
    public final ActorRef<C> manager(ActorSystem system) {
        List<Loop> loops = loops(system);
        requireUsable(loops);
        Spec spec = Spec.named(name).on(Dispatcher.of(loops.get(0))).onFailure(failure -> RESTART);
        ActorRef<Object> manager = system.service(protocol, spec, ctx -> new Manager(ctx, loops));
        return (ActorRef<C>) (ActorRef<?>) manager;
    }

    /** Here and now: a manager that can't be made would be made again and again, and keep whatever it is told. */
    private void requireUsable(List<Loop> loops) {
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("the transport " + name + " has no loop");
        }
        if (maxConnections() < 1) {
            throw new IllegalArgumentException(
                "maxConnections of the transport " + name + " is less than 1: " + maxConnections());
        }
    }

    private final class Manager implements Actor<Object> {
        private final Selectors<Object> selectors;

        Manager(Context<Object> ctx, List<Loop> loops) {
            selectors = new Selectors<>(ctx, loops, maxConnections(), StreamProvider.this::poller, report -> report);
        }

        @Override
        public void on(Object message) {
            if (message instanceof Report report) {
                selectors.on(report);
            } else {
                carryOut(protocol.cast(message));
            }
        }

        /** The runtime answers what an actor hasn't come to, but not what it fails at. */
        private void carryOut(C command) {
            try {
                StreamProvider.this.on(command, selectors);
            } catch (Throwable e) {
                if (command instanceof Owned owned) {
                    owned.discard();
                }
                throw e;
            }
        }
    }
}
