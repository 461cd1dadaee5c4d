package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;

/**
 * An actor with two protocols behind one ref: that of its users, and signals of its own. Protocols exist only for the compiler, and
 * the types of the signals are known to nobody else, so that users can't send them. A view would do the same, but would not be
 * the ref that watchers see in {@code Terminated}.
 */
final class Inside {
    private Inside() {}

    /** The same context, which takes anything. */
    @SuppressWarnings("unchecked")
    static Context<Object> context(Context<?> ctx) {
        return (Context<Object>) ctx;
    }

    /** The same actor, as its users see it. */
    @SuppressWarnings("unchecked")
    static <M> Actor<M> actor(Actor<Object> actor) {
        return (Actor<M>) actor;
    }

    /** The same ref, for a message that is known to fit. */
    @SuppressWarnings("unchecked")
    static ActorRef<Object> ref(ActorRef<?> ref) {
        return (ActorRef<Object>) ref;
    }

    /** The same ref: whoever takes more than M takes M. */
    @SuppressWarnings("unchecked")
    static <M> ActorRef<M> narrowed(ActorRef<? super M> ref) {
        return (ActorRef<M>) ref;
    }
}
