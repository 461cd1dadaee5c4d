package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Computation;
import dev.sluice.bench.savina.suite.Program;
import java.util.List;
import java.util.stream.Stream;

/** One actor gives many some work, by turns. */
record ForkJoinThroughput(ActorSystem system, int actors, int messages) implements Program {
    sealed interface ToWorker {}

    record Work() implements ToWorker {}

    record HowMany(ActorRef<? super Done> replyTo) implements ToWorker {}

    sealed interface ToDriver {}

    record Play(ActorRef<Long> replyTo) implements ToDriver {}

    record Done(long messages) implements ToDriver {}

    @Override
    public long play() throws Exception {
        ActorRef<ToDriver> driver = system.spawn("driver", ctx -> new Driver(ctx, actors, messages));
        return Outcome.of(system, driver, Play::new);
    }

    private static final class Driver implements Actor<ToDriver> {
        private final Context<ToDriver> ctx;
        private final List<ActorRef<ToWorker>> workers;
        private final int messages;
        private ActorRef<Long> replyTo;
        private int answers;
        private long sum;

        Driver(Context<ToDriver> ctx, int actors, int messages) {
            this.ctx = ctx;
            this.workers = Stream.generate(this::worker).limit(actors).toList();
            this.messages = messages;
        }

        private ActorRef<ToWorker> worker() {
            return ctx.spawn("worker", child -> new Worker());
        }

        @Override
        public void on(ToDriver message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    distribute();
                }
                case Done done -> add(done.messages());
            }
        }

        private void distribute() {
            Work work = new Work();
            for (int i = 0; i < messages; i++) {
                workers.forEach(worker -> worker.tell(work));
            }
            workers.forEach(worker -> worker.tell(new HowMany(ctx.self())));
        }

        private void add(long done) {
            sum += done;
            if (++answers == workers.size()) {
                replyTo.tell(sum);
                ctx.stop();
            }
        }
    }

    private static final class Worker implements Actor<ToWorker> {
        private long done;

        @Override
        public void on(ToWorker message) {
            switch (message) {
                case Work work -> {
                    Computation.sine();
                    done++;
                }
                case HowMany question -> question.replyTo().tell(new Done(done));
            }
        }
    }
}
