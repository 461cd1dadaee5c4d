package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Producers may go on only while there is room in the buffer; consumers say when they have nothing to do. The result is the sum
 * of the numbers of all items that were consumed.
 */
record BoundedBuffer(ActorSystem<Guardian.Command> system, int buffer, int producers, int items, int consumers,
    int cost)
    implements Program {

    sealed interface ToManager {}

    record Play(ActorRef<Long> replyTo) implements ToManager {}

    record Item(int number, double data, ActorRef<Produce> producer) implements ToManager {}

    record Ready(ActorRef<Item> consumer, int consumed) implements ToManager {}

    record Produced() implements ToManager {}

    record Produce() {}

    @Override
    public long play() throws Exception {
        Behavior<ToManager> manager = Behaviors.setup(ctx -> new Manager(ctx, this));
        return Guardian.play(system, manager, Play::new);
    }

    private static final class Manager extends AbstractMatchingBehavior<ToManager> {
        private static final Produce PRODUCE = new Produce();

        private final BoundedBuffer sizes;
        private final int room;
        private final Deque<Item> waitingItems = new ArrayDeque<>();
        private final Deque<ActorRef<Produce>> waitingProducers = new ArrayDeque<>();
        private final Deque<ActorRef<Item>> waitingConsumers = new ArrayDeque<>();
        private ActorRef<Long> replyTo;
        private int producersLeft;
        private long sum;

        Manager(ActorContext<ToManager> ctx, BoundedBuffer sizes) {
            super(ctx);
            this.sizes = sizes;
            this.room = sizes.buffer() - sizes.producers(); // each producer may have one on the way
            this.producersLeft = sizes.producers();
        }

        @Override
        public Behavior<ToManager> onMessage(ToManager message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield spawnAll();
                }
                case Item item -> produced(item);
                case Ready ready -> consumed(ready);
                case Produced all -> {
                    producersLeft--;
                    yield endIfDone();
                }
            };
        }

        private Behavior<ToManager> spawnAll() {
            ActorRef<ToManager> self = getContext().getSelf();
            for (int i = 0; i < sizes.consumers(); i++) {
                waitingConsumers.add(getContext().spawnAnonymous(
                    Behaviors.setup((ActorContext<Item> child) -> new Consumer(child, self, sizes.cost()))));
            }
            for (int i = 0; i < sizes.producers(); i++) {
                getContext().spawnAnonymous(Behaviors.setup(
                    (ActorContext<Produce> child) -> new Producer(child, self, sizes.items(), sizes.cost())))
                    .tell(PRODUCE);
            }
            return this;
        }

        private Behavior<ToManager> produced(Item item) {
            if (waitingConsumers.isEmpty()) {
                waitingItems.add(item);
            } else {
                waitingConsumers.poll().tell(item);
            }
            if (waitingItems.size() < room) {
                item.producer().tell(PRODUCE);
            } else {
                waitingProducers.add(item.producer());
            }
            return this;
        }

        private Behavior<ToManager> consumed(Ready ready) {
            sum += ready.consumed();
            if (waitingItems.isEmpty()) {
                waitingConsumers.add(ready.consumer());
                return endIfDone();
            }
            ready.consumer().tell(waitingItems.poll());
            if (!waitingProducers.isEmpty()) {
                waitingProducers.poll().tell(PRODUCE);
            }
            return this;
        }

        private Behavior<ToManager> endIfDone() {
            if (producersLeft == 0 && waitingConsumers.size() == sizes.consumers()) {
                replyTo.tell(sum);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Producer extends AbstractMatchingBehavior<Produce> {
        private final ActorRef<ToManager> manager;
        private final int items;
        private final int cost;
        private int produced;
        private double data;

        Producer(ActorContext<Produce> ctx, ActorRef<ToManager> manager, int items, int cost) {
            super(ctx);
            this.manager = manager;
            this.items = items;
            this.cost = cost;
        }

        @Override
        public Behavior<Produce> onMessage(Produce message) {
            if (produced == items) {
                manager.tell(new Produced());
                return Behaviors.stopped();
            }
            data = Computation.logarithms(data, cost);
            manager.tell(new Item(++produced, data, getContext().getSelf()));
            return this;
        }
    }

    private static final class Consumer extends AbstractMatchingBehavior<Item> {
        private final ActorRef<ToManager> manager;
        private final int cost;
        private double data;

        Consumer(ActorContext<Item> ctx, ActorRef<ToManager> manager, int cost) {
            super(ctx);
            this.manager = manager;
            this.cost = cost;
        }

        @Override
        public Behavior<Item> onMessage(Item item) {
            data = Computation.logarithms(data + item.data(), cost);
            manager.tell(new Ready(getContext().getSelf(), item.number()));
            return this;
        }
    }
}
