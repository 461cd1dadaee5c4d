package dev.sluice.pattern;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Stop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A proxy. What is no signal of its own is for the child. */
final class ProxyActor<M> implements Actor<Object> {
    private record Gone(Stop reason) {}

    private record PauseIsOver() {}

    private final Context<M> outside;
    private final Context<Object> ctx;
    private final Proxy<M> how;
    private final Replacements replacements;
    private final Queue<Object> kept = new ArrayDeque<>();
    private final Returned returned = new Returned(message -> lose(message, DeadLetter.Reason.STOPPED));
    private long numbers;
    /** Null while there is none. */
    private ActorRef<Object> child;

    ProxyActor(Context<M> outside, Proxy<M> how) {
        this.outside = outside;
        this.ctx = Inside.context(outside);
        this.how = how;
        this.replacements = new Replacements(how, ctx.system().scheduler());
        spawn();
    }

    private void spawn() {
        child = Inside.ref(outside.spawn(how.child, how.factory));
        ctx.watch(child, gone -> new Gone(gone.reason()));
        for (Object message; (message = kept.poll()) != null;) {
            tell(message);
        }
    }

    /** With a number, because what comes back does so on two threads. */
    private void tell(Object message) {
        long number = numbers++;
        ctx.tracked(child, handled -> {
        }, back -> returned.add(number, back)).accept(message);
    }

    @Override
    public void on(Object message) {
        switch (message) {
            case Gone(var reason) -> gone(reason);
            case PauseIsOver over -> spawn();
            default -> pass(message);
        }
    }

    private void pass(Object message) {
        if (child != null) {
            tell(message);
        } else {
            keep(message);
        }
    }

    private void keep(Object message) {
        if (kept.size() < how.capacity) {
            kept.add(message);
        } else {
            lose(message, DeadLetter.Reason.OVERFLOW);
        }
    }

    private void lose(Object message, DeadLetter.Reason reason) {
        ctx.system().deadLetter(message, ctx.self(), reason);
    }

    private void gone(Stop reason) {
        child = null;
        if (reason instanceof Stop.Normal) {
            ctx.stop();
        } else if (replacements.allow()) {
            returned.take().forEach(this::keep);
            replaceAfter(replacements.pause(reason));
        } else {
            throw new IllegalStateException("the child of a proxy has failed too often", Ends.cause(reason));
        }
    }

    private void replaceAfter(Duration pause) {
        if (pause.isZero()) {
            spawn();
        } else {
            ctx.timers().once(PauseIsOver.class, pause, new PauseIsOver());
        }
    }

    @Override
    public void stopping(Stop reason) {
        for (Object message; (message = kept.poll()) != null;) {
            lose(message, DeadLetter.Reason.STOPPED);
        }
        returned.close();
    }
}
