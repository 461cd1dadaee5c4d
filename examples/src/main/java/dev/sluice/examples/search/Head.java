package dev.sluice.examples.search;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Key;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spec;
import dev.sluice.pattern.Gather;
import dev.sluice.pattern.Gathered;
import dev.sluice.pattern.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The top of a tree: has a zone for each shard, in which the node is replaced when it dies, and asks all nodes that are there.
 *
 * <p>It is found when all its nodes are. If a zone can't keep its node alive, the head fails, and with it the whole tree.
 */
final class Head implements Actor<Head.Message> {
    static final Duration START_WITHIN = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DEATHS = 5;
    private static final Duration DEATHS_WITHIN = Duration.ofMinutes(1);

    sealed interface Message {}

    record Search(Query query, ActorRef<Answer> replyTo) implements Message {}

    private record Found(Search search, Result<Gathered<List<Hit>>> result) implements Message {}

    private final Context<Message> ctx;
    private final Catalogue catalogue;
    private final Zones zones;
    private final List<Key<Node.Search>> nodes;

    Head(Context<Message> ctx, Catalogue catalogue, Zones zones, Key<Message> key) {
        this.ctx = ctx;
        this.catalogue = catalogue;
        this.zones = zones;
        this.nodes = IntStream.range(0, catalogue.shards().size()).mapToObj(this::zone).toList();
        ctx.register(key);
    }

    private Key<Node.Search> zone(int shard) {
        Key<Node.Search> key = Key.named("node " + shard);
        Spec node = Spec.named("node").on(zones.nodes()).startWithin(START_WITHIN);
        Proxy<Node.Search> zone = Proxy
            .of(node, (Context<Node.Search> own) -> new Node(own, catalogue, shard, zones, key))
            .backoff(SHORTEST_PAUSE, LONGEST_PAUSE)
            .atMost(MOST_DEATHS, DEATHS_WITHIN);
        ctx.watch(ctx.spawn(Spec.named("shard " + shard).on(zones.recovery()), zone));
        ctx.startup().discover(key, found -> {});
        return key;
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Search search -> scatter(search);
            case Found(var search, var result) -> answer(search, result);
        }
    }

    /** The gatherer is a child of its own for each query; one that fails touches no other. */
    private void scatter(Search search) {
        Query query = search.query();
        List<ActorRef<Node.Search>> there = nodes.stream()
            .flatMap(key -> ctx.system().registry().find(key).stream()).toList();
        Gather.from(there, (ActorRef<List<Hit>> replyTo) -> new Node.Search(query, replyTo),
            query.left(ctx.system().scheduler()))
            .collect(Best.merging(query.limit()))
            .run(ctx, result -> new Found(search, result));
    }

    private void answer(Search search, Result<Gathered<List<Hit>>> result) {
        search.replyTo().tell(switch (result) {
            case Result.Ok(var gathered) -> new Answer(gathered.value(), gathered.answers(), nodes.size());
            case Result.Failed(var cause) -> new Answer(List.of(), 0, nodes.size());
        });
    }
}
