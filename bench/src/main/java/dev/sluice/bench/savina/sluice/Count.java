package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/** One actor tells another one as fast as it can, and then asks what has arrived. */
record Count(ActorSystem system, int messages) implements Program {
    sealed interface ToCounter {}

    record Increment() implements ToCounter {}

    record Retrieve(ActorRef<? super Counted> replyTo) implements ToCounter {}

    sealed interface ToProducer {}

    record Play(ActorRef<Long> replyTo) implements ToProducer {}

    record Counted(long count) implements ToProducer {}

    @Override
    public long play() throws Exception {
        ActorRef<ToProducer> producer = system.spawn("producer", ctx -> new Producer(ctx, messages));
        return Outcome.of(system, producer, Play::new);
    }

    private static final class Producer implements Actor<ToProducer> {
        private final Context<ToProducer> ctx;
        private final int messages;
        private ActorRef<Long> replyTo;

        Producer(Context<ToProducer> ctx, int messages) {
            this.ctx = ctx;
            this.messages = messages;
        }

        @Override
        public void on(ToProducer message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    produce();
                }
                case Counted counted -> {
                    replyTo.tell(counted.count());
                    ctx.stop();
                }
            }
        }

        private void produce() {
            ActorRef<ToCounter> counter = ctx.spawn("counter", child -> new Counter());
            Increment increment = new Increment();
            for (int i = 0; i < messages; i++) {
                counter.tell(increment);
            }
            counter.tell(new Retrieve(ctx.self()));
        }
    }

    private static final class Counter implements Actor<ToCounter> {
        private long count;

        @Override
        public void on(ToCounter message) {
            switch (message) {
                case Increment increment -> count++;
                case Retrieve retrieve -> retrieve.replyTo().tell(new Counted(count));
            }
        }
    }
}
