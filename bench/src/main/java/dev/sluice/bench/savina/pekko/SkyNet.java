package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A tree of actors, ten below each; the leaves have numbers, which are summed up on the way back to the top. */
record SkyNet(ActorSystem<Guardian.Command> system, int leaves) implements Program {
    private static final int CHILDREN = 10;

    sealed interface Message {}

    record Create(long first, int leaves, ActorRef<? super Sum> replyTo) implements Message {}

    record Sum(long value) implements Message {}

    @Override
    public long play() throws Exception {
        Behavior<Message> top = Behaviors.setup(Node::new);
        Sum sum = Guardian.play(system, top, (ActorRef<Sum> replyTo) -> new Create(0, leaves, replyTo));
        return sum.value();
    }

    private static final class Node extends AbstractMatchingBehavior<Message> {
        private ActorRef<? super Sum> parent;
        private int answers;
        private long sum;

        Node(ActorContext<Message> ctx) {
            super(ctx);
        }

        @Override
        public Behavior<Message> onMessage(Message message) {
            return switch (message) {
                case Create(var first, var leaves, var replyTo) -> {
                    parent = replyTo;
                    yield create(first, leaves);
                }
                case Sum(var value) -> add(value);
            };
        }

        private Behavior<Message> create(long first, int leaves) {
            if (leaves == 1) {
                return end(first);
            }
            int each = leaves / CHILDREN;
            for (int i = 0; i < CHILDREN; i++) {
                ActorRef<Message> child = getContext().spawnAnonymous(Behaviors.setup(Node::new));
                child.tell(new Create(first + (long) i * each, each, getContext().getSelf()));
            }
            return this;
        }

        private Behavior<Message> add(long value) {
            sum += value;
            return ++answers == CHILDREN ? end(sum) : this;
        }

        private Behavior<Message> end(long value) {
            parent.tell(new Sum(value));
            return Behaviors.stopped();
        }
    }
}
