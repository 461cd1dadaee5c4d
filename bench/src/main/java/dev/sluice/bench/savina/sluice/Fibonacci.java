package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.bench.savina.suite.Program;

/** An actor for each call of the naive recursion. */
record Fibonacci(ActorSystem system, int n) implements Program {
    sealed interface Message {}

    record Request(int n, ActorRef<? super Response> replyTo) implements Message {}

    record Response(long value) implements Message {}

    @Override
    public long play() throws Exception {
        ActorRef<Message> root = system.spawn("fib", Call::new);
        Response response = Outcome.of(system, root, (ActorRef<Response> replyTo) -> new Request(n, replyTo));
        return response.value();
    }

    private static final class Call implements Actor<Message> {
        private final Context<Message> ctx;
        private ActorRef<? super Response> caller;
        private int responses;
        private long sum;

        Call(Context<Message> ctx) {
            this.ctx = ctx;
        }

        @Override
        public void on(Message message) {
            switch (message) {
                case Request(var n, var replyTo) -> {
                    caller = replyTo;
                    compute(n);
                }
                case Response(var value) -> add(value);
            }
        }

        private void compute(int n) {
            if (n < 2) {
                end(n);
            } else {
                call(n - 1);
                call(n - 2);
            }
        }

        private void call(int n) {
            ActorRef<Message> child = ctx.spawn("fib", Call::new);
            child.tell(new Request(n, ctx.self()));
        }

        private void add(long value) {
            sum += value;
            if (++responses == 2) {
                end(sum);
            }
        }

        private void end(long value) {
            caller.tell(new Response(value));
            ctx.stop();
        }
    }
}
