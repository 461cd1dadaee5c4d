package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import dev.sluice.loop.Loop;
import java.util.function.Supplier;

/** The smallest manager: places what it is told to. */
final class TestManager implements Actor<TestManager.Message> {
    sealed interface Message {
        record Put(Place<?> place) implements Message {}

        record Reported(Report report) implements Message {}
    }

    /** A channel lives. */
    record Started(ActorRef<String> channel, Loop loop, Slots slots) {}

    /** A channel can't be placed. */
    record Refused(Exception cause) {}

    private final Selectors<Message> selectors;

    private TestManager(Context<Message> ctx, int limit, Supplier<? extends ChannelPoller> poller) {
        selectors = new Selectors<>(ctx, limit, poller, Message.Reported::new);
    }

    static ActorRef<Place<?>> spawn(ActorSystem system, int limit, Supplier<? extends ChannelPoller> poller) {
        Spec spec = Spec.named("manager").on(Dispatcher.of(system.loops().get(0)));
        return system.spawn(spec, (Context<Message> ctx) -> new TestManager(ctx, limit, poller))
            .accepting(Message.Put::new);
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Put(var place) -> selectors.place(place);
            case Message.Reported(var report) -> selectors.on(report);
        }
    }

    /** A channel that has nothing to do, tells that it lives or was refused, and stops when it is told anything. */
    static Place<String> channel(String name, ActorRef<Object> told) {
        return new Place<>(name, (ctx, slots) -> {
            told.tell(new Started(ctx.self(), ctx.loop(), slots));
            return new Idle(ctx, slots);
        }, true, cause -> told.tell(new Refused(cause)));
    }

    private record Idle(Context<String> ctx, Slots slots) implements Actor<String> {
        @Override
        public void on(String message) {
            ctx.stop();
        }

        @Override
        public void stopping(Stop reason) {
            slots.release();
        }
    }
}
