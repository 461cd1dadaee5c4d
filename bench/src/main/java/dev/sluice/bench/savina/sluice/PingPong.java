package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/** Two actors, one message on its way: how long a hop takes. */
record PingPong(ActorSystem system, int pings) implements Program {
    record Ping(ActorRef<? super Pong> replyTo) {}

    sealed interface Message {}

    record Play(ActorRef<Long> replyTo) implements Message {}

    record Pong() implements Message {}

    @Override
    public long play() throws Exception {
        ActorRef<Message> pinger = system.spawn("pinger", ctx -> new Pinger(ctx, pings));
        return Outcome.of(system, pinger, Play::new);
    }

    private static final class Pinger implements Actor<Message> {
        private final Context<Message> ctx;
        private final ActorRef<Ping> ponger;
        private final int pings;
        private ActorRef<Long> replyTo;
        private int pongs;

        Pinger(Context<Message> ctx, int pings) {
            this.ctx = ctx;
            this.ponger = ctx.spawn("ponger", child -> ping -> ping.replyTo().tell(new Pong()));
            this.pings = pings;
        }

        @Override
        public void on(Message message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    ping();
                }
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
                replyTo.tell((long) pongs);
                ctx.stop();
            }
        }
    }
}
