package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Census;
import dev.sluice.bench.savina.suite.Population;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors with nothing to do, all children of one. They hold no state: one behaviour serves them all. */
final class Idle implements Population {
    private final ActorSystem<Guardian.Command> system;
    private final int actors;
    private final Census census;
    private ActorRef<Message> parent;

    enum Message {
        STOP
    }

    Idle(ActorSystem<Guardian.Command> system, int actors) {
        this.system = system;
        this.actors = actors;
        this.census = new Census(actors);
    }

    @Override
    public void spawn() throws Exception {
        parent = Guardian.spawn(system, Behaviors.setup(this::parent));
        census.awaitStarted();
    }

    private Behavior<Message> parent(ActorContext<Message> ctx) {
        Behavior<Message> idler = Behaviors.receive(Message.class)
            .onSignal(PostStop.class, signal -> {
                census.ended();
                return Behaviors.same();
            })
            .build();
        Behavior<Message> start = Behaviors.setup(child -> {
            census.started();
            return idler;
        });
        for (int i = 0; i < actors; i++) {
            ctx.spawnAnonymous(start);
        }
        return Behaviors.receiveMessage(stop -> Behaviors.stopped());
    }

    @Override
    public long stop() throws Exception {
        parent.tell(Message.STOP);
        Guardian.awaitEnd(system, parent);
        return census.endedSoFar();
    }
}
