package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Program;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor for each call of the naive recursion. */
record Fibonacci(ActorSystem<Guardian.Command> system, int n) implements Program {
    sealed interface Message {}

    record Request(int n, ActorRef<? super Response> replyTo) implements Message {}

    record Response(long value) implements Message {}

    @Override
    public long play() throws Exception {
        Behavior<Message> root = Behaviors.setup(Call::new);
        Response response = Guardian.play(system, root, (ActorRef<Response> replyTo) -> new Request(n, replyTo));
        return response.value();
    }

    private static final class Call extends AbstractMatchingBehavior<Message> {
        private ActorRef<? super Response> caller;
        private int responses;
        private long sum;

        Call(ActorContext<Message> ctx) {
            super(ctx);
        }

        @Override
        public Behavior<Message> onMessage(Message message) {
            return switch (message) {
                case Request(var n, var replyTo) -> {
                    caller = replyTo;
                    yield compute(n);
                }
                case Response(var value) -> add(value);
            };
        }

        private Behavior<Message> compute(int n) {
            if (n < 2) {
                return end(n);
            }
            call(n - 1);
            call(n - 2);
            return this;
        }

        private void call(int n) {
            ActorRef<Message> child = getContext().spawnAnonymous(Behaviors.setup(Call::new));
            child.tell(new Request(n, getContext().getSelf()));
        }

        private Behavior<Message> add(long value) {
            sum += value;
            return ++responses == 2 ? end(sum) : this;
        }

        private Behavior<Message> end(long value) {
            caller.tell(new Response(value));
            return Behaviors.stopped();
        }
    }
}
