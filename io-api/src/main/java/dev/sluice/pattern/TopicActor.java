package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;

/** A topic. Takes {@link Topic} from its users. */
final class TopicActor implements Actor<Object> {
    private final Context<Object> ctx;
    private final Members subscribers;

    TopicActor(Context<Object> ctx) {
        this.ctx = ctx;
        this.subscribers = new Members(ctx, true);
    }

    @Override
    public void on(Object message) {
        switch (message) {
            case Topic.Publish<?>(var body) -> subscribers.refs().forEach(ref -> ref.tell(body));
            case Topic.Subscribe<?> subscribe -> subscribe(subscribe);
            case Topic.Unsubscribe<?>(var ref) -> subscribers.remove(ref);
            default -> subscribers.take(message);
        }
    }

    private void subscribe(Topic.Subscribe<?> subscribe) {
        try {
            subscribers.add(subscribe.subscriber());
        } catch (IllegalArgumentException e) {
            ctx.system().deadLetter(subscribe, ctx.self(), DeadLetter.Reason.NO_RECEIVER);
        }
    }
}
