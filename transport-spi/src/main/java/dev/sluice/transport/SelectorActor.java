package dev.sluice.transport;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Stop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * One transport's share of one loop, and the parent of the channels there. It sees to the poller, spawns channels as far as
 * there are slots, and keeps its manager informed.
 *
 * <pre>
 *   Place, Assigned ──► (slot free?) ── no ──► WAITING ── Denied ──► refused
 *                             │ yes               │ Granted, released
 *                             ▼                   ▼
 *   Accepted, Adopt ──────► SPAWNED ──► the factory has taken over
 * </pre>
 *
 * When it fails, its channels end, and it goes on with the same {@link Slots}.
 */
final class SelectorActor implements LoopActor<SelectorCommand> {
    private final Context<SelectorCommand> ctx;
    private final Borrower borrower;
    private final Slots slots;
    private final Supplier<? extends ChannelPoller> poller;
    private final Runnable pollerWatch;
    private final Queue<Arrival<?>> waiting = new ArrayDeque<>();
    private final Queue<Arrival<?>> spawned = new ArrayDeque<>();
    private Spec spec = Spec.named("");
    private String specName = "";

    SelectorActor(Context<SelectorCommand> ctx, Borrower borrower, Supplier<? extends ChannelPoller> poller) {
        this.ctx = ctx;
        this.borrower = borrower;
        this.slots = borrower.begin(ctx.self(), ctx.signal());
        this.poller = poller;
        this.pollerWatch = ctx.loop().onPollerLost(this::pollerLost);
        settle();
    }

    /** Called in the loop's turn, not in this actor's. The channels, which were signalled just now, have theirs before. */
    private void pollerLost(IOException cause) {
        slots.failed(cause);
        ctx.loop().execute(() -> ctx.self().tell(new SelectorMessage.PollerLost(cause)));
    }

    @Override
    public void on(SelectorCommand command) throws IOException {
        switch (command) {
            case Place<?> place -> place(place);
            case SelectorMessage.Assigned assigned -> assigned(assigned);
            case SelectorMessage.Accepted(var place, boolean stays) -> accepted(place, stays);
            case SelectorMessage.Granted(int count) -> borrower.granted(count);
            case SelectorMessage.Denied(int number, int limit) -> denied(number, limit);
            case SelectorMessage.Recall() -> borrower.recalled();
            case SelectorMessage.Balance(int least) -> borrower.balance(least);
            case SelectorMessage.Inspect(var replyTo) -> replyTo.tell(figures());
            case SelectorMessage.PollerLost(var cause) -> throw cause;
        }
        settle();
    }

    @Override
    public void onSignal(int bits) {
        settle();
    }

    @Override
    public void onBatchEnd() {}

    private void settle() {
        borrower.settle(waiting.size());
    }

    private SelectorFigures figures() {
        return slots.traffic().figures(slots, ctx.loop(), ctx.loop().poller(ChannelPoller.class, poller));
    }

    // ---- channels ----

    private <M> void place(Place<M> place) {
        Arrival<M> arrival = new Arrival<>(place, false);
        if (!place.usesSlot()) {
            spawn(arrival);
        } else if (slots.take(arrival)) {
            arrival.run();
        } else {
            waiting.add(arrival);
        }
    }

    private void assigned(SelectorMessage.Assigned assigned) {
        if (assigned.place().usesSlot()) {
            borrower.arrived();
        }
        if (assigned.hasSlot()) {
            slots.adopt();
            spawn(new Arrival<>(assigned.place(), true));
        } else {
            place(assigned.place());
        }
    }

    private void accepted(Place<?> place, boolean stays) {
        if (stays || borrower.isEven()) {
            spawn(new Arrival<>(place, true));
        } else {
            borrower.giveAway(place);
        }
    }

    private <M> void spawn(Arrival<M> arrival) {
        try {
            ctx.loop().poller(ChannelPoller.class, poller);
            ctx.spawn(spec(arrival.place.name()), arrival::create);
        } catch (Throwable e) {
            // The loop has no poller and gets none, for want of descriptors perhaps; or this actor is stopping.
            arrival.refuse(e instanceof Exception failure ? failure : new IOException("can't be spawned", e));
            return;
        }
        spawned.add(arrival);
    }

    /** Most channels have the same name. */
    private Spec spec(String name) {
        if (!name.equals(specName)) {
            spec = Spec.named(name);
            specName = name;
        }
        return spec;
    }

    private void denied(int number, int limit) {
        if (borrower.denied(number, limit)) {
            refuseAll(waiting, new CapacityException(limit));
        }
    }

    /** Children that were spawned, but had no turn yet, never come to life. */
    @Override
    public void stopping(Stop reason) {
        pollerWatch.run();
        if (reason instanceof Stop.Restarting(var failure)) {
            slots.failed(failure);
        }
        Exception cause = new IOException("the selector has ended: " + reason);
        refuseAll(waiting, cause);
        refuseAll(spawned, cause);
    }

    private static void refuseAll(Queue<Arrival<?>> arrivals, Exception cause) {
        while (!arrivals.isEmpty()) {
            arrivals.remove().refuse(cause);
        }
    }

    /** A channel on its way into life. */
    private final class Arrival<M> implements Runnable {
        private final Place<M> place;
        private boolean hasSlot;

        Arrival(Place<M> place, boolean hasSlot) {
            this.place = place;
            this.hasSlot = hasSlot;
        }

        /** A slot was taken for it. */
        @Override
        public void run() {
            hasSlot = true;
            waiting.remove(this);
            spawn(this);
        }

        Actor<M> create(Context<M> own) throws Exception {
            spawned.remove(this);
            return place.factory().create(own, slots);
        }

        void refuse(Exception cause) {
            slots.forget(this);
            if (hasSlot) {
                slots.release();
            }
            place.refused().accept(cause);
        }
    }
}
