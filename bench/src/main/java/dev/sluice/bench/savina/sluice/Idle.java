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

/** Actors with nothing to do, all children of one. They hold no state: one instance serves them all. */
final class Idle implements Population {
    private final ActorSystem system;
    private final int actors;
    private final Census census;
    private ActorRef<Object> parent;

    Idle(ActorSystem system, int actors) {
        this.system = system;
        this.actors = actors;
        this.census = new Census(actors);
    }

    @Override
    public void spawn() throws Exception {
        parent = system.spawn("parent", this::parent);
        census.awaitStarted();
    }

    private Actor<Object> parent(Context<Object> ctx) {
        Actor<Object> idler = new Idler(census);
        for (int i = 0; i < actors; i++) {
            ctx.spawn("idler", child -> {
                census.started();
                return idler;
            });
        }
        return message -> {
        };
    }

    @Override
    public long stop() throws Exception {
        system.stop(parent).get(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return census.endedSoFar();
    }

    private record Idler(Census census) implements Actor<Object> {
        @Override
        public void on(Object message) {}

        @Override
        public void stopping(Stop reason) {
            census.ended();
        }
    }
}
