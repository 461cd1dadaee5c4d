package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Key;
import dev.sluice.actor.Listing;
import dev.sluice.actor.Stop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A router of any kind. What is no signal of its own is to be routed. */
final class RouterActor implements Actor<Object> {
    /** Who is registered now. */
    private record Registered(Collection<? extends ActorRef<?>> refs) {}

    private final Context<Object> ctx;
    private final Routing.Choice choice;
    private final Members members;
    private final boolean isPool;
    private Map<ActorRef<?>, Routee> known = new LinkedHashMap<>();
    private List<Routee> routees = List.of();
    private long numbers;
    /** A restart subscribes anew. */
    private Runnable leave = () -> {
    };

    private RouterActor(Context<Object> ctx, Routing.Choice choice, boolean isPool) {
        this.ctx = ctx;
        this.choice = choice;
        this.isPool = isPool;
        this.members = new Members(ctx, !isPool);
    }

    static RouterActor pool(Context<Object> ctx, Routing.Choice choice, int size, Supplier<ActorRef<?>> child) {
        RouterActor router = new RouterActor(ctx, choice, true);
        for (int i = 0; i < size; i++) {
            router.members.add(child.get());
        }
        router.update(router.members.refs());
        return router;
    }

    static RouterActor group(Context<Object> ctx, Routing.Choice choice, List<? extends ActorRef<?>> refs) {
        RouterActor router = new RouterActor(ctx, choice, false);
        refs.forEach(router.members::add);
        router.update(router.members.refs());
        return router;
    }

    static <M> RouterActor following(Context<Object> ctx, Routing.Choice choice, Key<M> key) {
        ActorRef<Listing<M>> listings = ctx.self().accepting(listing -> new Registered(listing.refs()));
        RouterActor router = new RouterActor(ctx, choice, false);
        router.update(ctx.system().registry().find(key)); // for the messages that come before the first listing
        ctx.system().registry().subscribe(key, listings);
        router.leave = () -> ctx.system().registry().unsubscribe(key, listings);
        return router;
    }

    /** Those who stay keep their numbers and their counts. */
    private void update(Collection<? extends ActorRef<?>> refs) {
        Map<ActorRef<?>, Routee> now = new LinkedHashMap<>();
        for (ActorRef<?> ref : refs) {
            Routee routee = known.get(ref);
            now.put(ref, routee == null ? new Routee(ctx, Inside.ref(ref), numbers++) : routee);
        }
        known = now;
        routees = new ArrayList<>(now.values());
    }

    @Override
    public void on(Object message) {
        if (message instanceof Registered(var refs)) {
            update(refs);
        } else if (!Members.isSignal(message)) {
            route(message);
        } else if (members.take(message)) {
            removed();
        }
    }

    @Override
    public void stopping(Stop reason) {
        leave.run();
    }

    private void route(Object message) {
        if (routees.isEmpty()) {
            ctx.system().deadLetter(message, ctx.self(), DeadLetter.Reason.NO_RECEIVER);
        } else {
            choice.route(message, routees);
        }
    }

    private void removed() {
        update(members.refs());
        if (routees.isEmpty()) {
            if (isPool && !(members.lastEnd() instanceof Stop.Normal)) {
                throw new IllegalStateException("the last routee of a pool has ended", Ends.cause(members.lastEnd()));
            }
            ctx.stop();
        }
    }
}
