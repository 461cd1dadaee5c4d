package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collector;

/**
 * One run of a {@link Gather}. Each target has a reply address of its own, so that it counts once; it is pending until it has
 * answered or stopped.
 */
final class GatherRun<Q, R, S, A> implements Actor<Object> {
    private record Answer<R>(int target, R value) {}

    private record Gone(int target) {}

    private record TimeIsOver() {}

    private final Context<Object> ctx;
    private final Gather<Q, R, A> gather;
    private final Collector<? super R, S, A> collector;
    private final CompletableFuture<Gathered<A>> result;
    private final BitSet pending = new BitSet();
    private final S state;
    private int answers;
    private boolean timeIsOver;

    private GatherRun(Context<Object> ctx, Gather<Q, R, A> gather, Collector<? super R, S, A> collector,
        CompletableFuture<Gathered<A>> result) {
        this.ctx = ctx;
        this.gather = gather;
        this.collector = collector;
        this.result = result;
        this.state = collector.supplier().get();
        ctx.timers().once(TimeIsOver.class, gather.timeout, new TimeIsOver());
        for (int target = 0; target < gather.targets.size(); target++) {
            ask(target);
        }
        finishIfOver();
    }

    static <Q, R, A> Actor<Object> begin(Context<Object> ctx, Gather<Q, R, A> gather,
        CompletableFuture<Gathered<A>> result) {
        return begin(ctx, gather, gather.collector, result);
    }

    private static <Q, R, S, A> Actor<Object> begin(Context<Object> ctx, Gather<Q, R, A> gather,
        Collector<? super R, S, A> collector, CompletableFuture<Gathered<A>> result) {
        return new GatherRun<>(ctx, gather, collector, result);
    }

    private void ask(int target) {
        ActorRef<R> replyTo = ctx.self().accepting(answer -> new Answer<>(target, answer));
        Q question = gather.request.apply(replyTo);
        pending.set(target);
        watch(target);
        gather.targets.get(target).tell(question);
    }

    private void watch(int target) {
        ctx.watch(gather.targets.get(target), gone -> new Gone(target));
    }

    @SuppressWarnings("unchecked")
    @Override
    public void on(Object message) {
        switch (message) {
            case Answer<?>(int target, var value) -> answered(target, (R) value);
            case Gone(int target) -> gone(target);
            default -> timeIsOver = true;
        }
        finishIfOver();
    }

    private void answered(int target, R value) {
        if (pending.get(target)) {
            pending.clear(target);
            collector.accumulator().accept(state, value);
            answers++;
        }
    }

    /** Of several refs of one actor only the last is known to be watched: so the others are asked for again. */
    private void gone(int target) {
        pending.clear(target);
        pending.stream().forEach(this::watch);
    }

    private void finishIfOver() {
        if (timeIsOver || pending.isEmpty() || answers >= gather.enough) {
            finish();
        }
    }

    private void finish() {
        int asked = gather.targets.size();
        result.complete(new Gathered<>(collector.finisher().apply(state), answers, asked, answers >= gather.enough));
        ctx.stop();
    }

    @Override
    public void stopping(Stop reason) {
        if (gather.last != null) {
            pending.stream().forEach(target -> gather.targets.get(target).tell(gather.last));
        }
    }
}
