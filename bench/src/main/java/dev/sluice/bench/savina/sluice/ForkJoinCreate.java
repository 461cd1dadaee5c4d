package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;

/** Actors that live for one message. */
record ForkJoinCreate(ActorSystem system, int actors) implements Program {
    record Work() {}

    sealed interface Message {}

    record Play(ActorRef<Long> replyTo) implements Message {}

    record Done() implements Message {}

    @Override
    public long play() throws Exception {
        ActorRef<Message> driver = system.spawn("driver", ctx -> new Driver(ctx, actors));
        return Outcome.of(system, driver, Play::new);
    }

    private static final class Driver implements Actor<Message> {
        private final Context<Message> ctx;
        private final int actors;
        private ActorRef<Long> replyTo;
        private int done;

        Driver(Context<Message> ctx, int actors) {
            this.ctx = ctx;
            this.actors = actors;
        }

        @Override
        public void on(Message message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    spawnAll();
                }
                case Done one -> count();
            }
        }

        private void spawnAll() {
            Work work = new Work();
            for (int i = 0; i < actors; i++) {
                ctx.spawn("worker", this::worker).tell(work);
            }
        }

        private Actor<Work> worker(Context<Work> child) {
            return work -> {
                Computation.sine();
                ctx.self().tell(new Done());
                child.stop();
            };
        }

        private void count() {
            if (++done == actors) {
                replyTo.tell((long) done);
                ctx.stop();
            }
        }
    }
}
