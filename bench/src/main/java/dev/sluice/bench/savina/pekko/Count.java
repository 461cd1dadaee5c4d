package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One actor tells another one as fast as it can, and then asks what has arrived. */
record Count(ActorSystem<Guardian.Command> system, int messages) implements Program {
    sealed interface ToCounter {}

    record Increment() implements ToCounter {}

    record Retrieve(ActorRef<? super Counted> replyTo) implements ToCounter {}

    sealed interface ToProducer {}

    record Play(ActorRef<Long> replyTo) implements ToProducer {}

    record Counted(long count) implements ToProducer {}

    @Override
    public long play() throws Exception {
        Behavior<ToProducer> producer = Behaviors.setup(ctx -> new Producer(ctx, messages));
        return Guardian.play(system, producer, Play::new);
    }

    private static final class Producer extends AbstractMatchingBehavior<ToProducer> {
        private final int messages;
        private ActorRef<Long> replyTo;

        Producer(ActorContext<ToProducer> ctx, int messages) {
            super(ctx);
            this.messages = messages;
        }

        @Override
        public Behavior<ToProducer> onMessage(ToProducer message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    produce();
                    return this;
                }
                case Counted counted -> {
                    replyTo.tell(counted.count());
                    return Behaviors.stopped();
                }
            }
        }

        private void produce() {
            ActorRef<ToCounter> counter = getContext().spawnAnonymous(Behaviors.setup(Counter::new));
            Increment increment = new Increment();
            for (int i = 0; i < messages; i++) {
                counter.tell(increment);
            }
            counter.tell(new Retrieve(getContext().getSelf()));
        }
    }

    private static final class Counter extends AbstractMatchingBehavior<ToCounter> {
        private long count;

        Counter(ActorContext<ToCounter> ctx) {
            super(ctx);
        }

        @Override
        public Behavior<ToCounter> onMessage(ToCounter message) {
            switch (message) {
                case Increment increment -> count++;
                case Retrieve retrieve -> retrieve.replyTo().tell(new Counted(count));
            }
            return this;
        }
    }
}
