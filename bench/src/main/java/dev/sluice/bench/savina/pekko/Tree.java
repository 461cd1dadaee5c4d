package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Census;
import dev.sluice.bench.savina.suite.Population;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A tree of actors, ten below each, numbered level by level; stopping the top stops all, from the leaves upwards. */
final class Tree implements Population {
    private static final int CHILDREN = 10;

    private final ActorSystem<Guardian.Command> system;
    private final int actors;
    private final Census census;
    private final Behavior<Message> node;
    private ActorRef<Message> top;

    enum Message {
        STOP
    }

    Tree(ActorSystem<Guardian.Command> system, int actors) {
        this.system = system;
        this.actors = actors;
        this.census = new Census(actors);
        this.node = Behaviors.receive(Message.class)
            .onMessageEquals(Message.STOP, Behaviors::stopped)
            .onSignal(PostStop.class, signal -> {
                census.ended();
                return Behaviors.same();
            })
            .build();
    }

    @Override
    public void spawn() throws Exception {
        top = Guardian.spawn(system, Behaviors.setup(ctx -> node(ctx, 0)));
        census.awaitStarted();
    }

    private Behavior<Message> node(ActorContext<Message> ctx, int number) {
        int first = number * CHILDREN + 1;
        for (int below = first; below < Math.min(first + CHILDREN, actors); below++) {
            int child = below;
            ctx.<Message>spawnAnonymous(Behaviors.setup(childCtx -> node(childCtx, child)));
        }
        census.started();
        return node;
    }

    @Override
    public long stop() throws Exception {
        top.tell(Message.STOP);
        Guardian.awaitEnd(system, top);
        return census.endedSoFar();
    }
}
