package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import dev.sluice.loop.Timer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The picture of a whole tree in the making. However large the tree, it goes on as long as answers keep coming; when there was none
 * for a while, those who are still asked are drawn from outside.
 */
final class Survey {
    private final long patience;
    private final Scheduler clock;
    private final AtomicLong answers = new AtomicLong();
    private volatile Timer timer;
    private List<Picture> tops;

    /** With a loop as the clock, an actor that blocks that loop could not be shown. */
    Survey(long patience, Scheduler clock) {
        this.patience = patience;
        this.clock = clock;
    }

    CompletableFuture<ActorTree> start(List<Cell<?>> cells, Function<List<ActorTree>, ActorTree> together) {
        tops = cells.stream().map(cell -> Picture.of(cell, this)).toList();
        CompletableFuture<List<ActorTree>> trees = Picture.join(tops);
        await(trees);
        return trees.thenApply(together);
    }

    void answered() {
        answers.incrementAndGet();
    }

    private void await(CompletableFuture<?> end) {
        long seen = answers.get();
        timer = clock.schedule(patience, () -> look(end, seen));
        end.whenComplete((trees, failure) -> timer.cancel());
    }

    private void look(CompletableFuture<?> end, long seen) {
        if (answers.get() == seen) {
            tops.forEach(Picture::giveUp);
        } else if (!end.isDone()) {
            await(end);
        }
    }
}
