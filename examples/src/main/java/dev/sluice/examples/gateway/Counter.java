package dev.sluice.examples.gateway;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import java.math.BigInteger;

/** Adds up. Takes {@code {"add": 5}}, and shows {@code {"count": 5}}. */
final class Counter implements Actor<Counter.Message> {
    /** What a counter is told. */
    sealed interface Message {}

    record Add(long add) implements Message {}

    record Describe(ActorRef<State> replyTo) implements Message {}

    /** What a client sees. */
    record State(BigInteger count) {}

    static final Kind<Message, State> KIND = new Kind<>("counter", body -> Json.read(body, Add.class), Describe::new,
        ctx -> new Counter());

    /** Wide enough for any number of clients. */
    private BigInteger count = BigInteger.ZERO;

    @Override
    public void on(Message message) {
        switch (message) {
            case Add(var add) -> count = count.add(BigInteger.valueOf(add));
            case Describe(var replyTo) -> replyTo.tell(new State(count));
        }
    }
}
