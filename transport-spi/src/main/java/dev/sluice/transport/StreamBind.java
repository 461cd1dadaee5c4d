package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Hold;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.ShutdownPhase;
import dev.sluice.actor.Stop;
import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One bind: a {@link StreamListener}, or several that share an address, as one. It lives on a loop, as a child of the transport's
 * manager.
 *
 * <pre>
 *   OPENING ──► BOUND ──► UNBINDING ──► UNBOUND ──► the end, when all its connections have ended
 *      │          │           ▲
 *      └──────────┴───────────┘  Unbind, Drain, one listener's end or failure, the system's shutdown
 * </pre>
 *
 * It is bound when all its listeners are: before, nobody is accepted. When one of them ends, all do. It is unbound when all of them have
 * ended, and the address is free.
 */
public final class StreamBind implements LoopActor<StreamBind.Command> {
    /** What a bind is told. */
    public sealed interface Command extends Shareable
        permits Unbind, Accept, SuspendAccepting, ResumeAccepting, Drain, Inspect, GetOptions, Internal {}

    /**
     * Stop listening. What was accepted lives on, and the bind's ref with it, so that it can still be drained; those who wait in the
     * kernel's queue are reset.
     *
     * @param replyTo gets {@link StreamListener.Unbound} when the address is free; null = nobody
     */
    public record Unbind(ActorRef<? super StreamListener.Unbound> replyTo) implements Command, DeadLetter.Silent {}

    /**
     * Accept so many more connections; they add up. For a bind that accepts {@linkplain AcceptSettings#onDemand on demand}; to any other it
     * says nothing.
     *
     * @param count at least 1
     */
    public record Accept(int count) implements Command, DeadLetter.Silent {
        /** Checks the count. */
        public Accept {
            if (count < 1) {
                throw new IllegalArgumentException("count is less than 1: " + count);
            }
        }
    }

    /** Accept nobody until {@link ResumeAccepting}. Whoever comes waits in the kernel's queue. */
    public record SuspendAccepting() implements Command, DeadLetter.Silent {}

    /** Accept again. */
    public record ResumeAccepting() implements Command, DeadLetter.Silent {}

    /**
     * Stop listening, and see the connections to their end: those who wait in the kernel's queue are still let in as far as the limits
     * allow, the address is freed, and each handler gets {@link Draining}. When the time is over, what is queued on those still open is
     * flushed, and they are closed; what takes 5 s more is reset.
     *
     * @param within how long handlers may take; of several drains the one that is over first counts
     * @param replyTo gets {@link Drained} when all connections have ended; null = nobody
     */
    public record Drain(Duration within, ActorRef<? super Drained> replyTo) implements Command {
        /** Checks the time. */
        public Drain {
            if (within.isNegative()) {
                throw new IllegalArgumentException("within is negative: " + within);
            }
        }
    }

    /**
     * All connections of the bind have ended.
     *
     * @param closedByDeadline how many of them had not when the time was over, or the drain was cut short
     */
    public record Drained(int closedByDeadline) implements Shareable {}

    /**
     * Tell what was counted. A bind that has ended doesn't answer.
     *
     * @param replyTo told the figures
     */
    public record Inspect(ActorRef<? super ListenerFigures> replyTo) implements Command, DeadLetter.Silent {
        /** Checks who is told. */
        public Inspect {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Tell which options the listening socket has, and their values: none if it listens no more. Of several, which were made alike, the
     * first one tells.
     *
     * @param replyTo told the values
     */
    public record GetOptions(ActorRef<? super SocketOptions.Effective> replyTo) implements Command, DeadLetter.Silent {
        /** Checks who is told. */
        public GetOptions {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    sealed interface Internal extends Command {
        /** The time of a drain is over, and then that of the closes. */
        record TimeIsOver() implements Internal {}

        /** Comes first, so that the observer is told also if the bind never lives. */
        record Begin(AtomicBoolean lives, ListenerObserver<?> observer) implements Internal, Owned, DeadLetter.Silent {
            @Override
            public void discard() {
                if (!lives.get()) {
                    observer.failed(new IllegalStateException("the transport was stopped before the bind had begun"));
                }
            }
        }
    }

    /** Makes the handles of a bind, each on the loop of its listener. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Makes one.
         *
         * @param shared where the first one listens, for the others; null = this is the first
         * @return a handle that is the listener's now
         * @throws IOException if it can't be made, for example because the address is in use; nothing is left behind then
         */
        ListenerHandle open(SocketAddress shared) throws IOException;
    }

    private static final Duration HELD_WITHIN = Duration.ofSeconds(10);

    private final Context<Command> ctx;
    private final Placement placement;
    private final String name;
    private final Opener opener;
    private final StreamOrigin origin;
    private final Admission admission;
    private final ListenerObserver<Command> observer;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final List<Shard> all = new ArrayList<>();
    private final List<ActorRef<StreamListener.Command>> listeners = new ArrayList<>();
    private final List<ActorRef<? super StreamListener.Unbound>> closers = new ArrayList<>();
    private final CompletableFuture<Void> unbound = new CompletableFuture<>();
    private final List<Runnable> shutdownTasks = new ArrayList<>();
    private final int shards;
    private int alive;
    private int paused;
    private SocketAddress local;
    private boolean isBound;
    private boolean isEnding;
    private Exception cause;
    private BindDrain drain;
    private boolean isLate;
    private Hold hold;

    /**
     * Opens its listeners. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the bind's context, on a loop
     * @param placement where its listeners get their loops
     * @param name the listeners' label
     * @param opener makes their handles
     * @param settings how it accepts
     * @param origin what the connections need to know; its owner's end ends the bind too
     * @param observer told about the bind as a whole
     */
    public StreamBind(Context<Command> ctx, Placement placement, String name, Opener opener, AcceptSettings settings,
        StreamOrigin origin, ListenerObserver<Command> observer) {
        this.ctx = ctx;
        this.placement = Objects.requireNonNull(placement, "placement");
        this.name = Objects.requireNonNull(name, "name");
        this.opener = Objects.requireNonNull(opener, "opener");
        this.observer = Objects.requireNonNull(observer, "observer");
        this.admission = new Admission(settings, true, ctx.loop().nanoTime());
        this.origin = origin.admission(admission).openWithin(settings.openWithin());
        this.shards = Math.min(settings.shards(), placement.loops().size());
        try {
            endWithTheSystem(settings.finishWithin());
            openListener();
        } catch (IllegalStateException e) {
            end(e);
        }
    }

    /** @throws IllegalStateException if the system ends already */
    private void endWithTheSystem(Duration finishWithin) {
        ActorRef<Command> self = ctx.self();
        shutdownTasks.add(ctx.system().onShutdown(ShutdownPhase.STOP_ACCEPTING, name, () -> {
            self.tell(finishWithin.isZero() ? new Unbind(null) : new Drain(finishWithin, null));
            return unbound;
        }));
        if (finishWithin.isPositive()) {
            shutdownTasks.add(
                ctx.system().onShutdown(ShutdownPhase.FINISH_REQUESTS, name, () -> ctx.system().stopped(self)));
        }
    }

    @Override
    public void on(Command command) {
        switch (command) {
            case Unbind(var replyTo) -> unbind(replyTo);
            case Accept(int count) -> admission.demand(count);
            case SuspendAccepting() -> admission.suspend(true);
            case ResumeAccepting() -> admission.suspend(!isBound);
            case Drain(var within, var replyTo) -> drain(within, replyTo);
            case Inspect(var replyTo) -> replyTo.tell(admission.figures());
            case GetOptions(var replyTo) -> tellOptions(replyTo);
            case Internal.TimeIsOver() -> timeIsOver();
            case Internal.Begin begin -> {
            }
        }
    }

    // ---- the listeners ----

    /** Whoever listens no more has none. */
    private void tellOptions(ActorRef<? super SocketOptions.Effective> replyTo) {
        StreamListener.GetOptions question = new StreamListener.GetOptions(replyTo);
        if (isBound && !isEnding) {
            listeners.getFirst().tell(question);
        } else {
            question.discard();
        }
    }

    /** The first alone, since it may be the one that chooses the port. */
    private void openListener() {
        int number = alive++;
        Shard shard = new Shard(local);
        all.add(shard);
        Place<StreamListener.Command> place = new Place<>(name,
            (own, slots) -> new StreamListener(own, slots, shard::open, origin, shard), false, shard::failed);
        if (shards > 1) {
            placement.placeOn(place, number);
        } else {
            placement.place(place);
        }
    }

    /** Opens the handle of one listener, and tells what becomes of it; called on its loop. */
    private final class Shard implements ListenerObserver<StreamListener.Command> {
        private final SocketAddress shared;
        /** Decides who was first: the listener that opens its handle, or the bind that doesn't want it any more. */
        private final AtomicBoolean isDecided = new AtomicBoolean();
        private boolean isOver;

        Shard(SocketAddress shared) {
            this.shared = shared;
        }

        ListenerHandle open() throws IOException {
            if (!isDecided.compareAndSet(false, true)) {
                throw new IOException("the bind has ended");
            }
            return opener.open(shared);
        }

        /** The bind's: from now on it isn't opened any more, if it was not before. */
        void withdraw() {
            if (isDecided.compareAndSet(false, true)) {
                over(null);
            }
        }

        /** The bind's. */
        private void over(Exception why) {
            if (!isOver) {
                isOver = true;
                ended(why);
            }
        }

        @Override
        public void bound(ActorRef<StreamListener.Command> listener, SocketAddress where) {
            later(() -> opened(listener, where));
        }

        @Override
        public void failed(Exception why) {
            later(() -> over(why));
        }

        @Override
        public void paused(SocketAddress where, Exception why) {
            later(() -> held(why));
        }

        @Override
        public void resumed(SocketAddress where) {
            later(StreamBind.this::eased);
        }

        @Override
        public void unbound(SocketAddress where, Exception why) {
            later(() -> over(why));
        }
    }

    /** News come as a signal, because a held stop takes no messages. Any thread. */
    private void later(Runnable step) {
        news.add(step);
        ctx.signal().raise(1);
    }

    @Override
    public void onSignal(int bits) {
        for (Runnable next = news.poll(); next != null; next = news.poll()) {
            next.run();
        }
    }

    @Override
    public void onBatchEnd() {}

    private void opened(ActorRef<StreamListener.Command> listener, SocketAddress where) {
        listeners.add(listener);
        local = where;
        if (isEnding) {
            listener.tell(new StreamListener.Unbind(null));
        } else if (listeners.size() == shards) {
            isBound = true;
            observer.bound(ctx.self(), local);
            admission.suspend(false);
        } else if (listeners.size() == 1) {
            while (alive < shards) {
                openListener();
            }
        }
    }

    private void held(Exception why) {
        if (paused++ == 0 && isBound) {
            observer.paused(local, why);
        }
    }

    private void eased() {
        if (--paused == 0 && isBound) {
            observer.resumed(local);
        }
    }

    // ---- the end ----

    private void unbind(ActorRef<? super StreamListener.Unbound> replyTo) {
        if (replyTo != null && unbound.isDone()) {
            replyTo.tell(new StreamListener.Unbound(local, cause));
        } else if (replyTo != null) {
            closers.add(replyTo);
        }
        end(null);
    }

    private void drain(Duration within, ActorRef<? super Drained> replyTo) {
        if (drain == null) {
            drain = new BindDrain(ctx, placement.loops(), admission, new Internal.TimeIsOver());
        }
        drain.join(within, replyTo);
        end(null);
    }

    /** Those who are let in last are counted too. */
    private void timeIsOver() {
        isLate = true;
        if (unbound.isDone()) {
            drain.timeIsOver();
        }
    }

    /** The first cause wins. */
    private void end(Exception why) {
        if (isEnding) {
            return;
        }
        isEnding = true;
        cause = why;
        admission.onEmpty(() -> later(this::stopIfOver));
        StreamListener.Command last = drain == null
            ? new StreamListener.Unbind(null)
            : new StreamListener.Internal.LastCall();
        listeners.forEach(listener -> listener.tell(last));
        if (alive == 0) {
            tellEnd();
        }
    }

    /** One listener is gone. */
    private void ended(Exception why) {
        alive--;
        end(why);
        if (alive == 0) {
            tellEnd();
        }
    }

    private void tellEnd() {
        if (unbound.isDone()) {
            return;
        }
        if (isBound) {
            observer.unbound(local, cause);
        } else {
            observer.failed(cause == null ? new IOException("unbound before it was bound") : cause);
        }
        StreamListener.Unbound told = new StreamListener.Unbound(local, cause);
        closers.forEach(closer -> closer.tell(told));
        unbound.complete(null);
        if (hold == null) {
            goOnUnbound();
        } else {
            hold.release();
        }
    }

    private void goOnUnbound() {
        if (isLate) {
            drain.timeIsOver();
        }
        stopIfOver();
    }

    private void stopIfOver() {
        if (unbound.isDone() && admission.open() == 0) {
            ctx.stop();
        }
    }

    /**
     * Whoever stops it from outside still gets an address that is free. Listeners that are only on their way to their loops are not waited
     * for: their way leads through the manager, which may be the one that waits.
     */
    @Override
    public void stopping(Stop reason) {
        shutdownTasks.forEach(Runnable::run);
        if (drain != null) {
            drain.end();
        }
        if (!unbound.isDone()) {
            hold = ctx.holdStop(HELD_WITHIN);
            end(reason instanceof Stop.Failed(Exception failure)
                ? failure
                : new IOException("the bind's actor was stopped: " + reason));
            all.forEach(Shard::withdraw);
        }
    }

    @Override
    public void onHoldCutShort() {
        tellEnd();
    }
}
