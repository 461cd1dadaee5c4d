package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Everybody pings somebody chosen at random, one ping at a time. The result is how many answers came from the right one. */
record Big(ActorSystem system, int actors, int pings) implements Program {
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
        ActorRef<ToSink> sink = system.spawn("sink", ctx -> new Sink(ctx, actors, pings));
        return Outcome.of(system, sink, Play::new);
    }

    private static final class Sink implements Actor<ToSink> {
        private final Context<ToSink> ctx;
        private final List<ActorRef<ToWorker>> workers;
        private ActorRef<Long> replyTo;
        private int done;
        private long sum;

        Sink(Context<ToSink> ctx, int actors, int pings) {
            this.ctx = ctx;
            this.workers = IntStream.range(0, actors).mapToObj(id -> worker(id, pings)).toList();
        }

        private ActorRef<ToWorker> worker(int id, int pings) {
            return ctx.spawn("worker", child -> new Worker(id, pings, ctx.self()));
        }

        @Override
        public void on(ToSink message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    workers.forEach(worker -> worker.tell(new Neighbours(workers)));
                    workers.forEach(worker -> worker.tell(new Start()));
                }
                case Done one -> add(one.pongs());
            }
        }

        private void add(int pongs) {
            sum += pongs;
            if (++done == workers.size()) {
                replyTo.tell(sum);
                ctx.stop();
            }
        }
    }

    private static final class Worker implements Actor<ToWorker> {
        private final Ping ping;
        private final Pong pong;
        private final SplittableRandom random;
        private final int pings;
        private final ActorRef<? super Done> sink;
        private List<ActorRef<ToWorker>> neighbours;
        private int sent;
        private int expected;
        private int pongs;

        Worker(int id, int pings, ActorRef<? super Done> sink) {
            this.ping = new Ping(id);
            this.pong = new Pong(id);
            this.random = new SplittableRandom(id);
            this.pings = pings;
            this.sink = sink;
        }

        @Override
        public void on(ToWorker message) {
            switch (message) {
                case Neighbours found -> neighbours = found.all();
                case Start start -> ping();
                case Ping from -> neighbours.get(from.sender()).tell(pong);
                case Pong from -> pong(from.sender());
            }
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
