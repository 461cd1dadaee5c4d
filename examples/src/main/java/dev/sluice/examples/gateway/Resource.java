package dev.sluice.examples.gateway;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Offer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An actor of some kind. Any thread.
 *
 * @param kind what it can be told
 * @param ref the actor
 * @param <M> its protocol
 * @param <S> its state as clients see it
 */
record Resource<M, S>(Kind<M, S> kind, ActorRef<M> ref) {
    /** Sends it what a client has sent, if that fits its kind, and there is room. */
    Offer post(byte[] body) throws RefusedException {
        return ref.offer(kind.decoder().decode(body));
    }

    /** Asks for its state. */
    CompletableFuture<S> state(ActorSystem system, Duration timeout) {
        return system.ask(ref, kind.question(), timeout);
    }
}
