package dev.sluice.pattern;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Actors that are watched, and forgotten when they end. The owner passes on to {@link #take} what is no message of its own.
 *
 * <p>A watch is one for an actor, however many views of it there are, and tells only of the ref that was watched last. So after an
 * end all others are watched again: for those who live that changes nothing, and the dead are told of at once. Ends that come in a
 * row have one such look together, by a timer, because a timer's message is lost to nobody if the owner stops first.
 */
final class Members {
    private record Gone(ActorRef<Object> ref, Stop reason) {}

    private record LookAgain() {}

    private final Context<Object> ctx;
    private final boolean mayBeViews;
    private final Set<ActorRef<Object>> refs = new LinkedHashSet<>();
    private boolean isToLookAgain;
    private Stop lastEnd = new Stop.Normal();

    /** Says whether two members may be the same actor. */
    Members(Context<Object> ctx, boolean mayBeViews) {
        this.ctx = ctx;
        this.mayBeViews = mayBeViews;
    }

    Set<ActorRef<Object>> refs() {
        return refs;
    }

    /** Why the last one who ended has done so. */
    Stop lastEnd() {
        return lastEnd;
    }

    void add(ActorRef<?> member) {
        ActorRef<Object> ref = Inside.ref(member);
        watch(ref);
        refs.add(ref);
    }

    private void watch(ActorRef<Object> ref) {
        ctx.watch(ref, gone -> new Gone(ref, gone.reason()));
    }

    /** Its watch stays: another view of the same actor may be a member. */
    void remove(ActorRef<?> member) {
        refs.remove(member);
    }

    /** True if somebody has gone. */
    boolean take(Object message) {
        if (message instanceof Gone(var ref, var reason)) {
            return gone(ref, reason);
        }
        if (message instanceof LookAgain) {
            isToLookAgain = false;
            refs.forEach(this::watch);
        }
        return false;
    }

    private boolean gone(ActorRef<Object> ref, Stop reason) {
        lastEnd = reason;
        boolean isMember = refs.remove(ref);
        if (mayBeViews && !isToLookAgain && !refs.isEmpty()) {
            isToLookAgain = true;
            ctx.timers().once(LookAgain.class, Duration.ZERO, new LookAgain());
        }
        return isMember;
    }

    /** Whether a message is for {@link #take}. */
    static boolean isSignal(Object message) {
        return message instanceof Gone || message instanceof LookAgain;
    }
}
