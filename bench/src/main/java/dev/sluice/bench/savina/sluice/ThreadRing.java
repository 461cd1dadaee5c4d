package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/**
 * A token goes around among many actors until it has no hops left. The result tells where it ended, and how often it had been
 * there.
 */
record ThreadRing(ActorSystem system, int actors, int hops) implements Program {
    sealed interface ToNode {}

    record Next(ActorRef<ToNode> node) implements ToNode {}

    record Token(int hopsLeft) implements ToNode {}

    sealed interface ToRing {}

    record Play(ActorRef<Long> replyTo) implements ToRing {}

    record Ended(int number, int visits) implements ToRing {}

    @Override
    public long play() throws Exception {
        ActorRef<ToRing> ring = system.spawn("ring", ctx -> new Ring(ctx, actors, hops));
        return Outcome.of(system, ring, Play::new);
    }

    private static final class Ring implements Actor<ToRing> {
        private final Context<ToRing> ctx;
        private final int actors;
        private final int hops;
        private ActorRef<Long> replyTo;

        Ring(Context<ToRing> ctx, int actors, int hops) {
            this.ctx = ctx;
            this.actors = actors;
            this.hops = hops;
        }

        @Override
        public void on(ToRing message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    closeRing().tell(new Token(hops));
                }
                case Ended ended -> {
                    replyTo.tell(ended.number() + (long) ended.visits() * actors);
                    ctx.stop();
                }
            }
        }

        /** From the last to the first: each is told the one behind it, the last one the first. */
        private ActorRef<ToNode> closeRing() {
            ActorRef<ToNode> last = node(actors - 1);
            ActorRef<ToNode> first = last;
            for (int number = actors - 2; number >= 0; number--) {
                ActorRef<ToNode> node = node(number);
                node.tell(new Next(first));
                first = node;
            }
            last.tell(new Next(first));
            return first;
        }

        private ActorRef<ToNode> node(int number) {
            return ctx.spawn("node", child -> new Node(number, ctx.self()));
        }
    }

    private static final class Node implements Actor<ToNode> {
        private final int number;
        private final ActorRef<? super Ended> ring;
        private ActorRef<ToNode> next;
        private int visits;

        Node(int number, ActorRef<? super Ended> ring) {
            this.number = number;
            this.ring = ring;
        }

        @Override
        public void on(ToNode message) {
            switch (message) {
                case Next behind -> next = behind.node();
                case Token token -> pass(token.hopsLeft());
            }
        }

        private void pass(int hopsLeft) {
            visits++;
            if (hopsLeft == 0) {
                ring.tell(new Ended(number, visits));
            } else {
                next.tell(new Token(hopsLeft - 1));
            }
        }
    }
}
