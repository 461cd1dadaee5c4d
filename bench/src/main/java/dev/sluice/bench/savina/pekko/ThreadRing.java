package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A token goes around among many actors until it has no hops left. The result tells where it ended, and how often it had been
 * there.
 */
record ThreadRing(ActorSystem<Guardian.Command> system, int actors, int hops) implements Program {
    sealed interface ToNode {}

    record Next(ActorRef<ToNode> node) implements ToNode {}

    record Token(int hopsLeft) implements ToNode {}

    sealed interface ToRing {}

    record Play(ActorRef<Long> replyTo) implements ToRing {}

    record Ended(int number, int visits) implements ToRing {}

    @Override
    public long play() throws Exception {
        Behavior<ToRing> ring = Behaviors.setup(ctx -> new Ring(ctx, actors, hops));
        return Guardian.play(system, ring, Play::new);
    }

    private static final class Ring extends AbstractMatchingBehavior<ToRing> {
        private final int actors;
        private final int hops;
        private ActorRef<Long> replyTo;

        Ring(ActorContext<ToRing> ctx, int actors, int hops) {
            super(ctx);
            this.actors = actors;
            this.hops = hops;
        }

        @Override
        public Behavior<ToRing> onMessage(ToRing message) {
            switch (message) {
                case Play play -> {
                    replyTo = play.replyTo();
                    closeRing().tell(new Token(hops));
                    return this;
                }
                case Ended ended -> {
                    replyTo.tell(ended.number() + (long) ended.visits() * actors);
                    return Behaviors.stopped();
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
            return getContext()
                .spawnAnonymous(Behaviors.setup(child -> new Node(child, number, getContext().getSelf())));
        }
    }

    private static final class Node extends AbstractMatchingBehavior<ToNode> {
        private final int number;
        private final ActorRef<? super Ended> ring;
        private ActorRef<ToNode> next;
        private int visits;

        Node(ActorContext<ToNode> ctx, int number, ActorRef<? super Ended> ring) {
            super(ctx);
            this.number = number;
            this.ring = ring;
        }

        @Override
        public Behavior<ToNode> onMessage(ToNode message) {
            switch (message) {
                case Next behind -> next = behind.node();
                case Token token -> pass(token.hopsLeft());
            }
            return this;
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
