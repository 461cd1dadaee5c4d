package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Producers may go on only while there is room in the buffer; consumers say when they have nothing to do. The result is the sum
 * of the numbers of all items that were consumed.
 */
record BoundedBuffer(ActorSystem system, int buffer, int producers, int items, int consumers, int cost)
    implements Program {

    sealed interface ToManager {}

    record Play(ActorRef<Long> replyTo) implements ToManager {}

    record Item(int number, double data, ActorRef<Produce> producer) implements ToManager {}

    record Ready(ActorRef<Item> consumer, int consumed) implements ToManager {}

    record Produced() implements ToManager {}

    record Produce() {}

    @Override
    public long play() throws Exception {
        ActorRef<ToManager> manager = system.spawn("manager", ctx -> new Manager(ctx, this));
        return Outcome.of(system, manager, Play::new);
    }

    private static final class Manager implements Actor<ToManager> {
        private static final Produce PRODUCE = new Produce();

        private final Context<ToManager> ctx;
        private final BoundedBuffer sizes;
        private final int room;
        private final Deque<Item> waitingItems = new ArrayDeque<>();
        private final Deque<ActorRef<Produce>> waitingProducers = new ArrayDeque<>();
        private final Deque<ActorRef<Item>> waitingConsumers = new ArrayDeque<>();
        private ActorRef<Long> replyTo;
        private int producersLeft;
        private long sum;

        Manager(Context<ToManager> ctx, BoundedBuffer sizes) {
            this.ctx = ctx;
            this.sizes = sizes;
            this.room = sizes.buffer() - sizes.producers(); // each producer may have one on the way
            this.producersLeft = sizes.producers();
        }

        @Override
        public void on(ToManager message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    spawnAll();
                }
                case Item item -> produced(item);
                case Ready ready -> consumed(ready);
                case Produced all -> {
                    producersLeft--;
                    endIfDone();
                }
            }
        }

        private void spawnAll() {
            ActorRef<ToManager> self = ctx.self();
            for (int i = 0; i < sizes.consumers(); i++) {
                waitingConsumers.add(
                    ctx.spawn("consumer", (Context<Item> child) -> new Consumer(child, self, sizes.cost())));
            }
            for (int i = 0; i < sizes.producers(); i++) {
                ctx.spawn("producer",
                    (Context<Produce> child) -> new Producer(child, self, sizes.items(), sizes.cost())).tell(PRODUCE);
            }
        }

        private void produced(Item item) {
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
        }

        private void consumed(Ready ready) {
            sum += ready.consumed();
            if (waitingItems.isEmpty()) {
                waitingConsumers.add(ready.consumer());
                endIfDone();
            } else {
                ready.consumer().tell(waitingItems.poll());
                if (!waitingProducers.isEmpty()) {
                    waitingProducers.poll().tell(PRODUCE);
                }
            }
        }

        private void endIfDone() {
            if (producersLeft == 0 && waitingConsumers.size() == sizes.consumers()) {
                replyTo.tell(sum);
                ctx.stop();
            }
        }
    }

    private static final class Producer implements Actor<Produce> {
        private final Context<Produce> ctx;
        private final ActorRef<ToManager> manager;
        private final int items;
        private final int cost;
        private int produced;
        private double data;

        Producer(Context<Produce> ctx, ActorRef<ToManager> manager, int items, int cost) {
            this.ctx = ctx;
            this.manager = manager;
            this.items = items;
            this.cost = cost;
        }

        @Override
        public void on(Produce message) {
            if (produced == items) {
                manager.tell(new Produced());
                ctx.stop();
            } else {
                data = Computation.logarithms(data, cost);
                manager.tell(new Item(++produced, data, ctx.self()));
            }
        }
    }

    private static final class Consumer implements Actor<Item> {
        private final Context<Item> ctx;
        private final ActorRef<ToManager> manager;
        private final int cost;
        private double data;

        Consumer(Context<Item> ctx, ActorRef<ToManager> manager, int cost) {
            this.ctx = ctx;
            this.manager = manager;
            this.cost = cost;
        }

        @Override
        public void on(Item item) {
            data = Computation.logarithms(data + item.data(), cost);
            manager.tell(new Ready(ctx.self(), item.number()));
        }
    }
}
