package dev.sluice.examples.search;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds a tree that can answer. Any thread. */
final class Front {
    /** More would be work without a bound; the first of them in the order of the alphabet count. */
    private static final int MOST_WORDS = 32;
    /** Of the time that a head has: the rest is for itself, to put the answer together. */
    private static final double FOR_NODES = 0.9;

    private final ActorSystem system;
    private final List<Key<Head.Message>> heads;
    private final SearchSettings settings;
    private final Partials partials;
    private final AtomicInteger turn = new AtomicInteger();

    Front(ActorSystem system, List<Key<Head.Message>> heads, SearchSettings settings, Partials partials) {
        this.system = system;
        this.heads = heads;
        this.settings = settings;
        this.partials = partials;
    }

    /** Answers in time, whatever happens: with what was found by then. Completes on any thread, and never exceptionally. */
    CompletableFuture<Answer> search(String text) {
        List<String> words = Words.different(text).stream().limit(MOST_WORDS).toList();
        if (words.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer(List.of(), 0, 0));
        }
        long deadline = system.scheduler().nanoTime() + settings.within().toNanos();
        return ask(new Query(words, settings.limit(), deadline), inTurn(), Answer.NONE).thenApply(partials::count);
    }

    /** The trees that are there. */
    private List<ActorRef<Head.Message>> inTurn() {
        List<Key<Head.Message>> keys = new ArrayList<>(heads);
        Collections.rotate(keys, turn.getAndIncrement());
        return keys.stream().flatMap(key -> system.registry().find(key).stream()).toList();
    }

    /** Asks the first, and the others only if that one has no whole answer. Those to be asked share the time. */
    private CompletableFuture<Answer> ask(Query query, List<ActorRef<Head.Message>> trees, Answer best) {
        Duration left = query.left(system.scheduler());
        if (best.isComplete() || trees.isEmpty() || left.isZero()) {
            return CompletableFuture.completedFuture(best);
        }
        return ask(query, trees.getFirst(), left.dividedBy(trees.size()))
            .thenCompose(answer -> ask(query, trees.subList(1, trees.size()), best.orBetter(answer)));
    }

    private CompletableFuture<Answer> ask(Query query, ActorRef<Head.Message> tree, Duration atMost) {
        long forNodes = (long) (atMost.toNanos() * FOR_NODES);
        Query first = new Query(query.words(), query.limit(), system.scheduler().nanoTime() + forNodes);
        return system.ask(tree, (ActorRef<Answer> replyTo) -> new Head.Search(first, replyTo), atMost)
            .exceptionally(died -> Answer.NONE);
    }
}
