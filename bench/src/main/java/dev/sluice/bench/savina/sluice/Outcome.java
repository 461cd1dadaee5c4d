package dev.sluice.bench.savina.sluice;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.bench.savina.suite.Limits;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** How the main thread gets what an actor has found out. */
final class Outcome {
    private Outcome() {}

    /** Asks an actor, and waits for the answer and for the end of the actor, which is the end of its children too. */
    static <Q, R> R of(ActorSystem system, ActorRef<Q> main, Function<ActorRef<R>, Q> question)
        throws ExecutionException, InterruptedException, TimeoutException {
        R answer = system.ask(main, question, Limits.PATIENCE).get();
        system.stopped(main).get(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return answer;
    }
}
