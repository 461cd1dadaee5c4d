package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Everybody pings somebody chosen at random, one ping at a time. The result is how many answers came from the right one. */
record Big(ActorSystem<Guardian.Command> system, int actors, int pings) implements Program {
    sealed interface ToWorker {}

    record Neighbours(List<ActorRef<ToWorker>> all) implements ToWorker {}

    record Start() implements ToWorker {}

    record Ping(int sender) implements ToWorker {}

    record Pong(int sender) implements ToWorker {}

    sealed interface ToSink {}

    record Play(ActorRef<Long> replyTo) implements ToSink {}

    record Done(int pongs) implements ToSink {}

    @Override
    public long play() throws Exception {
        Behavior<ToSink> sink = Behaviors.setup(ctx -> new Sink(ctx, actors, pings));
        return Guardian.play(system, sink, Play::new);
    }

    private static final class Sink extends AbstractMatchingBehavior<ToSink> {
        private final List<ActorRef<ToWorker>> workers;
        private ActorRef<Long> replyTo;
        private int done;
        private long sum;

        Sink(ActorContext<ToSink> ctx, int actors, int pings) {
            super(ctx);
            this.workers = IntStream.range(0, actors).mapToObj(id -> worker(id, pings)).toList();
        }

        private ActorRef<ToWorker> worker(int id, int pings) {
            return getContext()
                .spawnAnonymous(Behaviors.setup(child -> new Worker(child, id, pings, getContext().getSelf())));
        }

        @Override
        public Behavior<ToSink> onMessage(ToSink message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    workers.forEach(worker -> worker.tell(new Neighbours(workers)));
                    workers.forEach(worker -> worker.tell(new Start()));
                    yield this;
                }
                case Done one -> add(one.pongs());
            };
        }

        private Behavior<ToSink> add(int pongs) {
            sum += pongs;
            if (++done == workers.size()) {
                replyTo.tell(sum);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Worker extends AbstractMatchingBehavior<ToWorker> {
        private final Ping ping;
        private final Pong pong;
        private final SplittableRandom random;
        private final int pings;
        private final ActorRef<? super Done> sink;
        private List<ActorRef<ToWorker>> neighbours;
        private int sent;
        private int expected;
        private int pongs;

        Worker(ActorContext<ToWorker> ctx, int id, int pings, ActorRef<? super Done> sink) {
            super(ctx);
            this.ping = new Ping(id);
            this.pong = new Pong(id);
            this.random = new SplittableRandom(id);
            this.pings = pings;
            this.sink = sink;
        }

        @Override
        public Behavior<ToWorker> onMessage(ToWorker message) {
            switch (message) {
                case Neighbours found -> neighbours = found.all();
                case Start start -> ping();
                case Ping from -> neighbours.get(from.sender()).tell(pong);
                case Pong from -> pong(from.sender());
            }
            return this;
        }

        private void ping() {
            sent++;
            expected = random.nextInt(neighbours.size());
            neighbours.get(expected).tell(ping);
        }

        private void pong(int sender) {
            pongs += sender == expected ? 1 : 0;
            if (sent < pings) {
                ping();
            } else {
                sink.tell(new Done(pongs));
            }
        }
    }
}
