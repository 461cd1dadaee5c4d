package dev.sluice.bench.actors;

import dev.sluice.bench.actors.PekkoStage.Task;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** In Pekko. */
final class PekkoQuiz extends Quiz<ActorContext<Object>> {
    private static final Object START = new Object();
    private static final Object ANSWER = new Object();

    private record Question(ActorRef<Object> replyTo) {}

    private final ActorSystem<Task> system;
    private final ActorRef<Question> expert;
    private final ActorRef<Object> asker;

    PekkoQuiz(ActorSystem<Task> system) {
        this.system = system;
        this.expert = PekkoStage.by(system, ctx -> ctx.spawnAnonymous(expert()));
        this.asker = PekkoStage.by(system, ctx -> ctx.spawnAnonymous(Behaviors.setup(this::asker)));
    }

    private static Behavior<Question> expert() {
        return Behaviors.receiveMessage(question -> {
            question.replyTo().tell(ANSWER);
            return Behaviors.same();
        });
    }

    private Behavior<Object> asker(ActorContext<Object> ctx) {
        return Behaviors.receiveMessage(message -> {
            on(ctx, message);
            return Behaviors.same();
        });
    }

    private void on(ActorContext<Object> ctx, Object message) {
        if (message == ANSWER) {
            answered(ctx);
        } else if (message == START) {
            begin(ctx);
        } else {
            throw new IllegalStateException(message.toString());
        }
    }

    @Override
    Object ask() throws Exception {
        return AskPattern.ask(expert, Question::new, Whistle.PATIENCE, system.scheduler()).toCompletableFuture().get();
    }

    @Override
    void wake() {
        asker.tell(START);
    }

    @Override
    void ask(ActorContext<Object> ctx) {
        ctx.ask(Object.class, expert, Whistle.PATIENCE, Question::new,
            (answer, failure) -> failure == null ? answer : failure);
    }
}
