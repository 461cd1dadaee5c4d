package dev.sluice.pattern;

import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Key;
import dev.sluice.actor.Spec;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * One ref for many actors, the routees, that share the work: because one actor handles one message at a time, parallel work needs
 * several. The order of messages holds for each sender and routee, not between routees. A message that comes when there is no
 * routee is a dead letter.
 *
 * <pre>{@code
 * ActorRef<Job> jobs = system.spawn("jobs", Router.pool(4, Routing.roundRobin(), Spec.named("job"), JobActor::new));
 * ActorRef<Job> jobs = system.spawn("jobs", Router.group(Routing.leastLoaded(), List.of(one, other)));
 * ActorRef<Order> orders = system.spawn("orders", Router.group(Routing.hash((Order order) -> order.customer()), ORDERS));
 * }</pre>
 */
public final class Router {
    private Router() {}

    /**
     * Makes a router that has its routees as children.
     *
     * <p>A routee that fails is restarted if its own spec says so. One that has ended for good is not replaced; the others go on.
     * When the last one has ended, so does the router: normally if the last has, otherwise it fails with an {@link
     * IllegalStateException} whose cause is the routee's. A router whose spec restarts it then begins anew with all routees.
     *
     * @param size how many, at least 1
     * @param routing who gets a message
     * @param routee the policy of each
     * @param factory makes each
     * @param <M> what is routed
     * @return to be spawned
     */
    public static <M> ActorFactory<M> pool(int size, Routing<M> routing, Spec routee, ActorFactory<M> factory) {
        if (size < 1) {
            throw new IllegalArgumentException("size is less than 1: " + size);
        }
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(routee, "routee");
        Objects.requireNonNull(factory, "factory");
        return ctx -> Inside.actor(RouterActor.pool(Inside.context(ctx), routing.begin(), size,
            () -> ctx.spawn(routee, factory)));
    }

    /**
     * Makes a router for actors that exist. Those that stop are removed; with the last one the router stops.
     *
     * @param routing who gets a message
     * @param routees at least one actor, or view of one; copied
     * @param <M> what is routed
     * @return to be spawned; fails to start if one of the refs is none of this library's actors
     */
    public static <M> ActorFactory<M> group(Routing<M> routing, Collection<? extends ActorRef<? super M>> routees) {
        Objects.requireNonNull(routing, "routing");
        List<ActorRef<? super M>> copy = List.copyOf(routees);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("routees is empty");
        }
        return ctx -> Inside.actor(RouterActor.group(Inside.context(ctx), routing.begin(), copy));
    }

    /**
     * Makes a router for those who are registered under a key of the system's registry: at any time, so that there may also be none
     * for a while.
     *
     * @param routing who gets a message
     * @param key what they are registered under
     * @param <M> what is routed
     * @return to be spawned
     */
    public static <M> ActorFactory<M> group(Routing<M> routing, Key<M> key) {
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(key, "key");
        return ctx -> Inside.actor(RouterActor.following(Inside.context(ctx), routing.begin(), key));
    }
}
