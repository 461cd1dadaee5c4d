package dev.sluice.examples.search;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Directive;
import dev.sluice.actor.Key;
import dev.sluice.actor.Spec;
import dev.sluice.pattern.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Two trees that know the same, under one supervisor. A tree whose head dies is rebuilt in its zone while the other one answers; if a
 * zone itself dies, both trees are rebuilt; if even the supervisor ends, so does the system.
 */
final class Trees {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final Zones zones;
    /** Under which the heads are found: only while they can be asked. */
    private final List<Key<Head.Message>> heads = List.of(Key.named("head a"), Key.named("head b"));
    private final Key<Object> ready = Key.named("search");

    private Trees(Catalogue catalogue, Zones zones) {
        this.catalogue = catalogue;
        this.zones = zones;
    }

    /** Gives the keys of the heads when both are there. */
    static CompletableFuture<List<Key<Head.Message>>> start(ActorSystem system, Catalogue catalogue, Zones zones) {
        Trees trees = new Trees(catalogue, zones);
        Spec spec = Spec.named("search").on(zones.recovery()).startWithin(Head.START_WITHIN)
            .onFailure(failure -> Directive.restart().backoff(SHORTEST_PAUSE, LONGEST_PAUSE));
        ActorRef<Object> supervisor = system.spawn(spec, trees::supervise);
        CompletableFuture<List<Key<Head.Message>>> started = new CompletableFuture<>();
        system.registry().await(trees.ready).thenRun(() -> started.complete(trees.heads));
        system.stopped(supervisor).thenAccept(reason -> {
            started.completeExceptionally(new IllegalStateException("the search has ended: " + reason));
            system.terminate();
        });
        return started;
    }

    private Actor<Object> supervise(Context<Object> ctx) {
        heads.forEach(head -> ctx.watch(tree(ctx, head)));
        ctx.register(ready);
        return message -> {};
    }

    private ActorRef<?> tree(Context<?> ctx, Key<Head.Message> key) {
        Spec head = Spec.named("head").on(zones.heads()).startWithin(Head.START_WITHIN);
        Proxy<Head.Message> zone = Proxy
            .of(head, (Context<Head.Message> own) -> new Head(own, catalogue, zones, key))
            .backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
        ctx.startup().discover(key, found -> {});
        return ctx.spawn("tree of " + key.name(), zone);
    }
}
