package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Colour;
import dev.sluice.bench.savina.suite.Program;

/** Creatures meet by twos in one mall, and change their colours. The result is how often all of them have met. */
record Chameneos(ActorSystem system, int creatures, int meetings) implements Program {
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
        ActorRef<ToMall> mall = system.spawn("mall", ctx -> new Mall(ctx, creatures, meetings));
        return Outcome.of(system, mall, Play::new);
    }

    private static final class Mall implements Actor<ToMall> {
        private final Context<ToMall> ctx;
        private final int creatures;
        private ActorRef<Long> replyTo;
        private ActorRef<ToCreature> waiting;
        private int meetingsLeft;
        private int faded;
        private long sum;

        Mall(Context<ToMall> ctx, int creatures, int meetings) {
            this.ctx = ctx;
            this.creatures = creatures;
            this.meetingsLeft = meetings;
        }

        @Override
        public void on(ToMall message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    open();
                }
                case Meet meet -> meet(meet);
                case Faded one -> faded(one.meetings());
            }
        }

        private void open() {
            for (int i = 0; i < creatures; i++) {
                Colour colour = Colour.ofCreature(i);
                ctx.<ToCreature>spawn("creature", child -> new Creature(child, ctx.self(), colour));
            }
        }

        private void meet(Meet meet) {
            if (meetingsLeft == 0) {
                meet.creature().tell(new Fade());
            } else if (waiting == null) {
                waiting = meet.creature();
            } else {
                meetingsLeft--;
                waiting.tell(meet);
                waiting = null;
            }
        }

        private void faded(int meetings) {
            sum += meetings;
            if (++faded == creatures) {
                replyTo.tell(sum);
                ctx.stop();
            }
        }
    }

    private static final class Creature implements Actor<ToCreature> {
        private final Context<ToCreature> ctx;
        private final ActorRef<ToMall> mall;
        private Colour colour;
        private int meetings;

        Creature(Context<ToCreature> ctx, ActorRef<ToMall> mall, Colour colour) {
            this.ctx = ctx;
            this.mall = mall;
            this.colour = colour;
            mall.tell(new Meet(colour, ctx.self()));
        }

        @Override
        public void on(ToCreature message) {
            switch (message) {
                case Meet other -> {
                    Colour both = colour.complement(other.colour());
                    other.creature().tell(new Change(both));
                    met(both);
                }
                case Change change -> met(change.colour());
                case Fade fade -> {
                    mall.tell(new Faded(meetings));
                    ctx.stop();
                }
            }
        }

        private void met(Colour changed) {
            colour = changed;
            meetings++;
            mall.tell(new Meet(colour, ctx.self()));
        }
    }
}
