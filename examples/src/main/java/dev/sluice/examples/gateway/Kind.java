package dev.sluice.examples.gateway;

import dev.sluice.actor.ActorFactory;
import dev.sluice.actor.ActorRef;
import java.util.Objects;
import java.util.function.Function;

/**
 * A kind of actor that clients may spawn. They name a kind; they never send code.
 *
 * @param name what clients call it
 * @param decoder from JSON to what such an actor can be told
 * @param question asks such an actor for its state
 * @param factory makes such an actor
 * @param <M> its protocol
 * @param <S> its state as clients see it: an immutable record
 */
record Kind<M, S>(String name, Decoder<? extends M> decoder, Function<ActorRef<S>, ? extends M> question,
    ActorFactory<M> factory) {
    /** Checks the fields. */
    Kind {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(factory, "factory");
    }

    /** From the body of a POST to a message, before any actor sees it. */
    @FunctionalInterface
    interface Decoder<M> {
        M decode(byte[] body) throws RefusedException;
    }
}
