package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.bench.savina.suite.Census;
import dev.sluice.bench.savina.suite.Limits;
import dev.sluice.bench.savina.suite.Population;
import java.util.concurrent.TimeUnit;

/** A tree of actors, ten below each, numbered level by level; stopping the top stops all, from the leaves upwards. */
final class Tree implements Population {
    private static final int CHILDREN = 10;

    private final ActorSystem system;
    private final int actors;
    private final Census census;
    private ActorRef<Object> top;

    Tree(ActorSystem system, int actors) {
        this.system = system;
        this.actors = actors;
        this.census = new Census(actors);
    }

    @Override
    public void spawn() throws Exception {
        top = system.spawn("node", ctx -> node(ctx, 0));
        census.awaitStarted();
    }

    private Actor<Object> node(Context<Object> ctx, int number) {
        int first = number * CHILDREN + 1;
        for (int below = first; below < Math.min(first + CHILDREN, actors); below++) {
            int child = below;
            ctx.<Object>spawn("node", childCtx -> node(childCtx, child));
        }
        census.started();
        return new Node(census);
    }

    @Override
    public long stop() throws Exception {
        system.stop(top).get(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return census.endedSoFar();
    }

    private record Node(Census census) implements Actor<Object> {
        @Override
        public void on(Object message) {}

        @Override
        public void stopping(Stop reason) {
            census.ended();
        }
    }
}
