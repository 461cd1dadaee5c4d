package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One actor gives many some work, by turns. */
record ForkJoinThroughput(ActorSystem<Guardian.Command> system, int actors, int messages) implements Program {
    sealed interface ToWorker {}

    record Work() implements ToWorker {}

    record HowMany(ActorRef<? super Done> replyTo) implements ToWorker {}

    sealed interface ToDriver {}

    record Play(ActorRef<Long> replyTo) implements ToDriver {}

    record Done(long messages) implements ToDriver {}

    @Override
    public long play() throws Exception {
        Behavior<ToDriver> driver = Behaviors.setup(ctx -> new Driver(ctx, actors, messages));
        return Guardian.play(system, driver, Play::new);
    }

    private static final class Driver extends AbstractMatchingBehavior<ToDriver> {
        private final List<ActorRef<ToWorker>> workers;
        private final int messages;
        private ActorRef<Long> replyTo;
        private int answers;
        private long sum;

        Driver(ActorContext<ToDriver> ctx, int actors, int messages) {
            super(ctx);
            this.workers = Stream.generate(this::worker).limit(actors).toList();
            this.messages = messages;
        }

        private ActorRef<ToWorker> worker() {
            return getContext().spawnAnonymous(Behaviors.setup(Worker::new));
        }

        @Override
        public Behavior<ToDriver> onMessage(ToDriver message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield distribute();
                }
                case Done done -> add(done.messages());
            };
        }

        private Behavior<ToDriver> distribute() {
            Work work = new Work();
            for (int i = 0; i < messages; i++) {
                workers.forEach(worker -> worker.tell(work));
            }
            workers.forEach(worker -> worker.tell(new HowMany(getContext().getSelf())));
            return this;
        }

        private Behavior<ToDriver> add(long done) {
            sum += done;
            if (++answers == workers.size()) {
                replyTo.tell(sum);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Worker extends AbstractMatchingBehavior<ToWorker> {
        private long done;

        Worker(ActorContext<ToWorker> ctx) {
            super(ctx);
        }

        @Override
        public Behavior<ToWorker> onMessage(ToWorker message) {
            switch (message) {
                case Work work -> {
                    Computation.sine();
                    done++;
                }
                case HowMany question -> question.replyTo().tell(new Done(done));
            }
            return this;
        }
    }
}
