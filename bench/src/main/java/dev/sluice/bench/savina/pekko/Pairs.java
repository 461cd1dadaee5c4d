package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Many games of {@link PingPong} at the same time. */
record Pairs(ActorSystem<Guardian.Command> system, int pairs, int pings) implements Program {
    sealed interface ToDriver {}

    record Play(ActorRef<Long> replyTo) implements ToDriver {}

    record Done(int pongs) implements ToDriver {}

    record Ping(ActorRef<? super Pong> replyTo) {}

    sealed interface ToPinger {}

    record Start() implements ToPinger {}

    record Pong() implements ToPinger {}

    @Override
    public long play() throws Exception {
        Behavior<ToDriver> driver = Behaviors.setup(ctx -> new Driver(ctx, pairs, pings));
        return Guardian.play(system, driver, Play::new);
    }

    private static final class Driver extends AbstractMatchingBehavior<ToDriver> {
        private final int pairs;
        private final int pings;
        private ActorRef<Long> replyTo;
        private int done;
        private long sum;

        Driver(ActorContext<ToDriver> ctx, int pairs, int pings) {
            super(ctx);
            this.pairs = pairs;
            this.pings = pings;
        }

        @Override
        public Behavior<ToDriver> onMessage(ToDriver message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield startAll();
                }
                case Done one -> add(one.pongs());
            };
        }

        private Behavior<ToDriver> startAll() {
            for (int i = 0; i < pairs; i++) {
                ActorRef<ToPinger> pinger = getContext()
                    .spawnAnonymous(Behaviors.setup(child -> new Pinger(child, getContext().getSelf(), pings)));
                pinger.tell(new Start());
            }
            return this;
        }

        private Behavior<ToDriver> add(int pongs) {
            sum += pongs;
            if (++done == pairs) {
                replyTo.tell(sum);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Pinger extends AbstractMatchingBehavior<ToPinger> {
        private final ActorRef<? super Done> driver;
        private final ActorRef<Ping> ponger;
        private final int pings;
        private int pongs;

        Pinger(ActorContext<ToPinger> ctx, ActorRef<? super Done> driver, int pings) {
            super(ctx);
            this.driver = driver;
            this.ponger = ctx.spawnAnonymous(Behaviors.receiveMessage(ping -> {
                ping.replyTo().tell(new Pong());
                return Behaviors.same();
            }));
            this.pings = pings;
        }

        @Override
        public Behavior<ToPinger> onMessage(ToPinger message) {
            switch (message) {
                case Start start -> ping();
                case Pong pong -> pong();
            }
            return this;
        }

        private void ping() {
            ponger.tell(new Ping(getContext().getSelf()));
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
