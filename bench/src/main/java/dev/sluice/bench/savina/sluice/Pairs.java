package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/** Many games of {@link PingPong} at the same time. */
record Pairs(ActorSystem system, int pairs, int pings) implements Program {
    sealed interface ToDriver {}

    record Play(ActorRef<Long> replyTo) implements ToDriver {}

    record Done(int pongs) implements ToDriver {}

    record Ping(ActorRef<? super Pong> replyTo) {}

    sealed interface ToPinger {}

    record Start() implements ToPinger {}

    record Pong() implements ToPinger {}

    @Override
    public long play() throws Exception {
        ActorRef<ToDriver> driver = system.spawn("driver", ctx -> new Driver(ctx, pairs, pings));
        return Outcome.of(system, driver, Play::new);
    }

    private static final class Driver implements Actor<ToDriver> {
        private final Context<ToDriver> ctx;
        private final int pairs;
        private final int pings;
        private ActorRef<Long> replyTo;
        private int done;
        private long sum;

        Driver(Context<ToDriver> ctx, int pairs, int pings) {
            this.ctx = ctx;
            this.pairs = pairs;
            this.pings = pings;
        }

        @Override
        public void on(ToDriver message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    startAll();
                }
                case Done one -> add(one.pongs());
            }
        }

        private void startAll() {
            for (int i = 0; i < pairs; i++) {
                ActorRef<ToPinger> pinger = ctx.spawn("pinger", child -> new Pinger(child, ctx.self(), pings));
                pinger.tell(new Start());
            }
        }

        private void add(int pongs) {
            sum += pongs;
            if (++done == pairs) {
                replyTo.tell(sum);
                ctx.stop();
            }
        }
    }

    private static final class Pinger implements Actor<ToPinger> {
        private final Context<ToPinger> ctx;
        private final ActorRef<? super Done> driver;
        private final ActorRef<Ping> ponger;
        private final int pings;
        private int pongs;

        Pinger(Context<ToPinger> ctx, ActorRef<? super Done> driver, int pings) {
            this.ctx = ctx;
            this.driver = driver;
            this.ponger = ctx.spawn("ponger", child -> ping -> ping.replyTo().tell(new Pong()));
            this.pings = pings;
        }

        @Override
        public void on(ToPinger message) {
            switch (message) {
                case Start start -> ping();
                case Pong pong -> pong();
            }
        }

        private void ping() {
            ponger.tell(new Ping(ctx.self()));
        }

        private void pong() {
            if (++pongs < pings) {
                ping();
            } else {
                driver.tell(new Done(pongs));
            }
        }
    }
}
