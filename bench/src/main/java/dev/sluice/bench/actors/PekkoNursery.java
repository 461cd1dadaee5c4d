package dev.sluice.bench.actors;

import dev.sluice.bench.actors.PekkoStage.Task;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** In Pekko. Only the guardian can spawn at the top, so a thread from outside tells it to. */
final class PekkoNursery extends Nursery<ActorContext<Object>> {
    private static final Object MESSAGE = new Object();

    private final ActorSystem<Task> system;
    private final ActorRef<Object> parent;
    /** Without state: one behaviour serves all of them. */
    private final Behavior<Object> child = mayfly(this::wake);
    private final Behavior<Object> orphan = mayfly(this::gone);

    PekkoNursery(ActorSystem<Task> system) {
        this.system = system;
        this.parent = PekkoStage.by(system, ctx -> ctx.spawnAnonymous(Behaviors.setup(this::parent)));
    }

    private Behavior<Object> parent(ActorContext<Object> ctx) {
        return Behaviors.receiveMessage(message -> {
            next(ctx);
            return Behaviors.same();
        });
    }

    private static Behavior<Object> mayfly(Runnable end) {
        return Behaviors.receive(Object.class)
            .onAnyMessage(message -> Behaviors.stopped())
            .onSignal(PostStop.class, signal -> {
                end.run();
                return Behaviors.same();
            })
            .build();
    }

    @Override
    void wake() {
        parent.tell(MESSAGE);
    }

    @Override
    void spawn(ActorContext<Object> by) {
        by.spawnAnonymous(child).tell(MESSAGE);
    }

    @Override
    void spawn() {
        system.tell(guardian -> guardian.spawnAnonymous(orphan).tell(MESSAGE));
    }
}
