package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors that live for one message. */
record ForkJoinCreate(ActorSystem<Guardian.Command> system, int actors) implements Program {
    record Work() {}

    sealed interface Message {}

    record Play(ActorRef<Long> replyTo) implements Message {}

    record Done() implements Message {}

    @Override
    public long play() throws Exception {
        Behavior<Message> driver = Behaviors.setup(ctx -> new Driver(ctx, actors));
        return Guardian.play(system, driver, Play::new);
    }

    private static final class Driver extends AbstractMatchingBehavior<Message> {
        private final int actors;
        private ActorRef<Long> replyTo;
        private int done;

        Driver(ActorContext<Message> ctx, int actors) {
            super(ctx);
            this.actors = actors;
        }

        @Override
        public Behavior<Message> onMessage(Message message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield spawnAll();
                }
                case Done one -> count();
            };
        }

        private Behavior<Message> spawnAll() {
            Work work = new Work();
            Behavior<Work> worker = worker(getContext().getSelf());
            for (int i = 0; i < actors; i++) {
                getContext().spawnAnonymous(worker).tell(work);
            }
            return this;
        }

        private static Behavior<Work> worker(ActorRef<? super Done> driver) {
            return Behaviors.receiveMessage(work -> {
                Computation.sine();
                driver.tell(new Done());
                return Behaviors.stopped();
            });
        }

        private Behavior<Message> count() {
            if (++done == actors) {
                replyTo.tell((long) done);
                return Behaviors.stopped();
            }
            return this;
        }
    }
}
