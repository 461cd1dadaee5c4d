package dev.sluice.examples.search;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Key;
import dev.sluice.loop.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Knows one shard of the documents. Its index is made in the zone for recovery, and until it is there the node is not found; so the
 * state of a node that has died is never taken over, but read anew.
 */
final class Node implements Actor<Node.Search> {
    record Search(Query query, ActorRef<List<Hit>> replyTo) {}

    private final Scheduler clock;
    private Index index;

    Node(Context<Search> ctx, Catalogue catalogue, int shard, Zones zones, Key<Search> key) {
        clock = ctx.system().scheduler();
        ctx.startup().require("index",
            CompletableFuture.supplyAsync(() -> Index.of(catalogue, shard), zones.recovery()::execute),
            made -> index = made);
        ctx.register(key);
    }

    @Override
    public void on(Search search) {
        Query query = search.query();
        if (!query.left(clock).isZero()) {
            search.replyTo().tell(index.search(query.words(), query.limit()));
        }
    }
}
