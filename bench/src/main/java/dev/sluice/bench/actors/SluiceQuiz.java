package dev.sluice.bench.actors;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Result;
import dev.sluice.actor.Spec;

/** In Sluice. */
final class SluiceQuiz extends Quiz<Context<Object>> {
    private static final Object START = new Object();
    private static final Object ANSWER = new Object();

    private record Question(ActorRef<Object> replyTo) {}

    private final ActorSystem system;
    private final ActorRef<Question> expert;
    private final ActorRef<Object> asker;

    SluiceQuiz(ActorSystem system, Dispatcher where) {
        this.system = system;
        this.expert = system.spawn(Question.class, Spec.named("expert").on(where),
            ctx -> question -> question.replyTo().tell(ANSWER));
        this.asker = system.spawn(Object.class, Spec.named("asker").on(where), ctx -> message -> on(ctx, message));
    }

    private void on(Context<Object> ctx, Object message) throws Exception {
        switch (message) {
            case Result.Ok<?> ok -> answered(ctx);
            case Result.Failed<?> failed -> throw new IllegalStateException(failed.toString());
            default -> begin(ctx);
        }
    }

    @Override
    Object ask() throws Exception {
        return system.ask(expert, Question::new, Whistle.PATIENCE).get();
    }

    @Override
    void wake() {
        asker.tell(START);
    }

    @Override
    void ask(Context<Object> ctx) {
        ctx.ask(expert, Question::new, Whistle.PATIENCE, result -> result);
    }
}
