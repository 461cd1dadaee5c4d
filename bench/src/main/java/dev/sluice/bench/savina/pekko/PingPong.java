package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Two actors, one message on its way: how long a hop takes. */
record PingPong(ActorSystem<Guardian.Command> system, int pings) implements Program {
    record Ping(ActorRef<? super Pong> replyTo) {}

    sealed interface Message {}

    record Play(ActorRef<Long> replyTo) implements Message {}

    record Pong() implements Message {}

    @Override
    public long play() throws Exception {
        Behavior<Message> pinger = Behaviors.setup(ctx -> new Pinger(ctx, pings));
        return Guardian.play(system, pinger, Play::new);
    }

    private static final class Pinger extends AbstractMatchingBehavior<Message> {
        private final ActorRef<Ping> ponger;
        private final int pings;
        private ActorRef<Long> replyTo;
        private int pongs;

        Pinger(ActorContext<Message> ctx, int pings) {
            super(ctx);
            this.ponger = ctx.spawnAnonymous(Behaviors.receiveMessage(ping -> {
                ping.replyTo().tell(new Pong());
                return Behaviors.same();
            }));
            this.pings = pings;
        }

        @Override
        public Behavior<Message> onMessage(Message message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield ping();
                }
                case Pong pong -> pong();
            };
        }

        private Behavior<Message> ping() {
            ponger.tell(new Ping(getContext().getSelf()));
            return this;
        }

        private Behavior<Message> pong() {
            if (++pongs < pings) {
                return ping();
            }
            replyTo.tell((long) pongs);
            return Behaviors.stopped();
        }
    }
}
