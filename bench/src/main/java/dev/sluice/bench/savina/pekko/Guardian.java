package dev.sluice.bench.savina.pekko;

import dev.sluice.bench.savina.suite.Limits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The top of the tree: spawns what the main thread asks for, and tells it when that has ended. */
final class Guardian extends AbstractMatchingBehavior<Guardian.Command> {
    sealed interface Command {}

    record Spawn<M>(Behavior<M> behavior, ActorRef<ActorRef<M>> replyTo) implements Command {
        void by(ActorContext<Command> ctx) {
            replyTo.tell(ctx.spawnAnonymous(behavior));
        }
    }

    record Watch(ActorRef<?> actor, CompletableFuture<Void> ended) implements Command {}

    record Ended(CompletableFuture<Void> ended) implements Command {}

    Guardian(ActorContext<Command> ctx) {
        super(ctx);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Spawn<?> spawn -> spawn.by(getContext());
            case Watch watch -> getContext().watchWith(watch.actor(), new Ended(watch.ended()));
            case Ended ended -> ended.ended().complete(null);
        }
        return this;
    }

    // ---- on the main thread ----

    /** Spawns an actor at the top. */
    static <M> ActorRef<M> spawn(ActorSystem<Command> system, Behavior<M> behavior)
        throws ExecutionException, InterruptedException {
        return ask(system, system, (ActorRef<ActorRef<M>> replyTo) -> new Spawn<>(behavior, replyTo));
    }

    /** Waits for the end of an actor, which is the end of its children too. */
    static void awaitEnd(ActorSystem<Command> system, ActorRef<?> actor)
        throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        system.tell(new Watch(actor, ended));
        ended.get(Limits.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Spawns an actor, asks it for a result, and waits for the result and for the end of the actor. */
    static <Q, R> R play(ActorSystem<Command> system, Behavior<Q> main, Function<ActorRef<R>, Q> question)
        throws ExecutionException, InterruptedException, TimeoutException {
        ActorRef<Q> actor = spawn(system, main);
        R answer = ask(system, actor, question);
        awaitEnd(system, actor);
        return answer;
    }

    private static <Q, R> R ask(ActorSystem<Command> system, ActorRef<Q> to, Function<ActorRef<R>, Q> question)
        throws ExecutionException, InterruptedException {
        return AskPattern.<Q, R>ask(to, question::apply, Limits.PATIENCE, system.scheduler())
            .toCompletableFuture()
            .get();
    }
}
