package dev.sluice.pattern;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One of those between whom a router chooses. */
final class Routee {
    final ActorRef<Object> ref;
    /** No other one of the same router has it, or ever had it. */
    final long number;
    private final Context<Object> ctx;
    /** How many messages it has and is not done with; counted down by the routee's thread. */
    private final AtomicInteger load = new AtomicInteger();
    /** Null until the first message that is counted. */
    private Consumer<Object> tracked;

    Routee(Context<Object> ctx, ActorRef<Object> ref, long number) {
        this.ctx = ctx;
        this.ref = ref;
        this.number = number;
    }

    int load() {
        return load.get();
    }

    void tellCounted(Object message) {
        if (tracked == null) {
            tracked = ctx.tracked(ref, done -> load.decrementAndGet());
        }
        load.incrementAndGet();
        tracked.accept(message);
    }
}
