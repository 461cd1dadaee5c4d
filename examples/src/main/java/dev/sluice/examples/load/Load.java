package dev.sluice.examples.load;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spec;
import dev.sluice.io.Handler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/**
 * Opens the connections of a load, and sums up what they tell.
 *
 * <pre>
 *   load ── connect ──► carrier
 *   load ◄── Opened ──
 *   load ◄── Finished, Failed ── LoadConnection     once from each
 * </pre>
 */
public final class Load implements Actor<Load.Message> {
    /** What a load is told. */
    sealed interface Message {
        /** A connection had all its echoes, and is closed; it touches its latencies no more. */
        record Finished(long completedAt, AbstractHistogram latencies) implements Message {}

        /** A connection came to nothing. */
        record Failed(String why) implements Message {}

        /** A connection is open, or can't be opened. */
        record Opened(Result<?> result) implements Message {}
    }

    private final Context<Message> ctx;
    private final LoadPlan plan;
    private final CompletableFuture<LoadReport> outcome;
    private final Histogram latencies = new Histogram(2);
    private final long start = System.nanoTime();
    private long end = start;
    private int finished;

    private Load(Context<Message> ctx, LoadPlan plan, CompletableFuture<LoadReport> outcome) {
        this.ctx = ctx;
        this.plan = plan;
        this.outcome = outcome;
        connect();
    }

    /**
     * Runs a load, and waits for its end. Not on a thread that runs actors.
     *
     * @throws LoadFailedException if a byte is wrong, a connection is refused or lost, or nothing moves
     */
    public static LoadReport run(ActorSystem system, LoadPlan plan) throws LoadFailedException, InterruptedException {
        CompletableFuture<LoadReport> outcome = new CompletableFuture<>();
        ActorRef<Message> load = system.spawn(Message.class, Spec.named("load"), ctx -> new Load(ctx, plan, outcome));
        // However it ends, nobody waits in vain.
        system.stopped(load).thenAccept(reason -> outcome
            .completeExceptionally(new LoadFailedException("the load was stopped: " + reason)));
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new LoadFailedException(e.getCause().getMessage());
        }
    }

    private void connect() {
        Pattern pattern = new Pattern(plan.size());
        AtomicInteger index = new AtomicInteger(); // handlers are made on the loops of their connections
        Handler handler = (own, connection) -> new LoadConnection(ctx.self(), connection, plan, pattern,
            index.getAndIncrement());
        for (int i = 0; i < plan.connections(); i++) {
            ctx.pipe(plan.server().connect(ctx.system(), plan.settings(), plan.patience(), handler),
                Message.Opened::new);
        }
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Finished(var completedAt, var some) -> finished(completedAt, some);
            case Message.Failed(var why) -> fail(why);
            case Message.Opened(Result.Failed<?>(var cause)) -> fail(cause.getMessage());
            case Message.Opened(var connected) -> {} // the handler goes on by itself
        }
    }

    private void finished(long completedAt, AbstractHistogram some) {
        end = Math.max(end, completedAt);
        latencies.add(some);
        if (++finished == plan.connections()) {
            outcome.complete(new LoadReport(plan, end - start, latencies));
            ctx.stop();
        }
    }

    /** Whoever has started the load closes the system, and with it all that is still under way. */
    private void fail(String why) {
        outcome.completeExceptionally(new LoadFailedException(why));
    }
}
