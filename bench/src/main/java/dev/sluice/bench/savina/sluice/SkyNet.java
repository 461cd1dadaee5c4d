package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/** A tree of actors, ten below each; the leaves have numbers, which are summed up on the way back to the top. */
record SkyNet(ActorSystem system, int leaves) implements Program {
    private static final int CHILDREN = 10;

    sealed interface Message {}

    record Create(long first, int leaves, ActorRef<? super Sum> replyTo) implements Message {}

    record Sum(long value) implements Message {}

    @Override
    public long play() throws Exception {
        ActorRef<Message> top = system.spawn("skynet", Node::new);
        Sum sum = Outcome.of(system, top, (ActorRef<Sum> replyTo) -> new Create(0, leaves, replyTo));
        return sum.value();
    }

    private static final class Node implements Actor<Message> {
        private final Context<Message> ctx;
        private ActorRef<? super Sum> parent;
        private int answers;
        private long sum;

        Node(Context<Message> ctx) {
            this.ctx = ctx;
        }

        @Override
        public void on(Message message) {
            switch (message) {
                case Create(var first, var leaves, var replyTo) -> {
                    parent = replyTo;
                    create(first, leaves);
                }
                case Sum(var value) -> add(value);
            }
        }

        private void create(long first, int leaves) {
            if (leaves == 1) {
                end(first);
                return;
            }
            int each = leaves / CHILDREN;
            for (int i = 0; i < CHILDREN; i++) {
                ActorRef<Message> child = ctx.spawn("skynet", Node::new);
                child.tell(new Create(first + (long) i * each, each, ctx.self()));
            }
        }

        private void add(long value) {
            sum += value;
            if (++answers == CHILDREN) {
                end(sum);
            }
        }

        private void end(long value) {
            parent.tell(new Sum(value));
            ctx.stop();
        }
    }
}
