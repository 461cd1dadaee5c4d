package dev.sluice.examples.gateway;

import static io.netty.handler.codec.http.HttpResponseStatus.SERVICE_UNAVAILABLE;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * An actor of some kind, with all that must fit together. Any thread.
 *
 * @param kind what it can be told
 * @param ref the actor
 * @param inbox sends to it, and gives room again when a message is handled
 * @param room how many more messages may wait at it
 * @param <M> its protocol
 * @param <S> its state as clients see it
 */
record Resource<M, S>(Kind<M, S> kind, ActorRef<M> ref, Consumer<M> inbox, Semaphore room) {
    static <M, S> Resource<M, S> of(Kind<M, S> kind, ActorRef<M> ref, Context<?> ctx, int backlog) {
        Semaphore room = new Semaphore(backlog);
        return new Resource<>(kind, ref, ctx.tracked(ref, message -> room.release()), room);
    }

    /** Sends it what a client has sent, if that fits its kind. */
    void post(byte[] body) throws RefusedException {
        M message = kind.decoder().decode(body);
        if (!room.tryAcquire()) {
            throw busy();
        }
        inbox.accept(message);
    }

    /** Asks for its state. */
    CompletableFuture<S> state(ActorSystem system, Duration timeout) throws RefusedException {
        if (room.availablePermits() == 0) {
            throw busy();
        }
        return system.ask(ref, kind.question(), timeout);
    }

    private static RefusedException busy() {
        return new RefusedException(SERVICE_UNAVAILABLE, "too many messages wait for it");
    }
}
