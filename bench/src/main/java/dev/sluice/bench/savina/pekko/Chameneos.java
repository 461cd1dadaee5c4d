package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Colour;
import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Creatures meet by twos in one mall, and change their colours. The result is how often all of them have met. */
record Chameneos(ActorSystem<Guardian.Command> system, int creatures, int meetings) implements Program {
    sealed interface ToMall {}

    record Play(ActorRef<Long> replyTo) implements ToMall {}

    sealed interface ToCreature {}

    /** I want to meet somebody; and: you are to meet me. */
    record Meet(Colour colour, ActorRef<ToCreature> creature) implements ToMall, ToCreature {}

    record Change(Colour colour) implements ToCreature {}

    record Fade() implements ToCreature {}

    record Faded(int meetings) implements ToMall {}

    @Override
    public long play() throws Exception {
        Behavior<ToMall> mall = Behaviors.setup(ctx -> new Mall(ctx, creatures, meetings));
        return Guardian.play(system, mall, Play::new);
    }

    private static final class Mall extends AbstractMatchingBehavior<ToMall> {
        private final int creatures;
        private ActorRef<Long> replyTo;
        private ActorRef<ToCreature> waiting;
        private int meetingsLeft;
        private int faded;
        private long sum;

        Mall(ActorContext<ToMall> ctx, int creatures, int meetings) {
            super(ctx);
            this.creatures = creatures;
            this.meetingsLeft = meetings;
        }

        @Override
        public Behavior<ToMall> onMessage(ToMall message) {
            return switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    yield open();
                }
                case Meet meet -> meet(meet);
                case Faded one -> faded(one.meetings());
            };
        }

        private Behavior<ToMall> open() {
            ActorRef<ToMall> self = getContext().getSelf();
            for (int i = 0; i < creatures; i++) {
                Colour colour = Colour.ofCreature(i);
                getContext().<ToCreature>spawnAnonymous(Behaviors.setup(child -> new Creature(child, self, colour)));
            }
            return this;
        }

        private Behavior<ToMall> meet(Meet meet) {
            if (meetingsLeft == 0) {
                meet.creature().tell(new Fade());
            } else if (waiting == null) {
                waiting = meet.creature();
            } else {
                meetingsLeft--;
                waiting.tell(meet);
                waiting = null;
            }
            return this;
        }

        private Behavior<ToMall> faded(int meetings) {
            sum += meetings;
            if (++faded == creatures) {
                replyTo.tell(sum);
                return Behaviors.stopped();
            }
            return this;
        }
    }

    private static final class Creature extends AbstractMatchingBehavior<ToCreature> {
        private final ActorRef<ToMall> mall;
        private Colour colour;
        private int meetings;

        Creature(ActorContext<ToCreature> ctx, ActorRef<ToMall> mall, Colour colour) {
            super(ctx);
            this.mall = mall;
            this.colour = colour;
            mall.tell(new Meet(colour, ctx.getSelf()));
        }

        @Override
        public Behavior<ToCreature> onMessage(ToCreature message) {
            return switch (message) {
                case Meet other -> {
                    Colour both = colour.complement(other.colour());
                    other.creature().tell(new Change(both));
                    yield met(both);
                }
                case Change change -> met(change.colour());
                case Fade fade -> {
                    mall.tell(new Faded(meetings));
                    yield Behaviors.stopped();
                }
            };
        }

        private Behavior<ToCreature> met(Colour changed) {
            colour = changed;
            meetings++;
            mall.tell(new Meet(colour, getContext().getSelf()));
            return this;
        }
    }
}
