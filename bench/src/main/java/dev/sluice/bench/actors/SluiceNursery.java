package dev.sluice.bench.actors;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;

/** In Sluice. */
final class SluiceNursery extends Nursery<Context<Object>> {
    private static final Object MESSAGE = new Object();

    private final ActorSystem system;
    private final Spec spec;
    private final ActorRef<Object> parent;

    SluiceNursery(ActorSystem system, Dispatcher where) {
        this.system = system;
        this.spec = Spec.named("mayfly").on(where);
        this.parent = system.spawn(Object.class, Spec.named("parent").on(where), ctx -> message -> next(ctx));
    }

    @Override
    void wake() {
        parent.tell(MESSAGE);
    }

    @Override
    void spawn(Context<Object> by) {
        by.spawn(Object.class, spec, ctx -> new Mayfly(ctx, this::wake)).tell(MESSAGE);
    }

    @Override
    void spawn() {
        system.spawn(Object.class, spec, ctx -> new Mayfly(ctx, this::gone)).tell(MESSAGE);
    }

    private record Mayfly(Context<Object> ctx, Runnable end) implements Actor<Object> {
        @Override
        public void on(Object message) {
            ctx.stop();
        }

        @Override
        public void stopping(Stop reason) {
            end.run();
        }
    }
}
