package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Hold;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that accepts streams, over any {@link ListenerHandle}, and makes a {@link StreamConnection} of each.
 *
 * <pre>
 *   (made) ──► ACCEPTING ◄──────────────► WAITING    for a slot: nobody is accepted who would have to be dropped
 *     │            │  ▲
 *     │            │  └─────────────────► PAUSED     after a failure, such as no descriptors: tries again by and by
 *     │            └─── Unbind, the owner's end, a stop from outside ───┐
 *     └──────────────── can't be opened ────────────────────────────────┴──► the held stop ──► unbound, or failed
 * </pre>
 *
 * In the held stop, the poller's key is cancelled and the handle closed; when the poller has let go of it, the end is told, and
 * whoever hears of it can bind to the same address.
 */
public final class StreamListener implements LoopActor<StreamListener.Command> {
    /** What a listener is told. */
    public sealed interface Command permits Unbind, Internal {}

    /**
     * Stop listening. What was accepted lives on.
     *
     * @param replyTo gets {@link Unbound} when the address is free; null = nobody
     */
    public record Unbind(ActorRef<? super Unbound> replyTo) implements Command {}

    /**
     * The listener is closed, and its address is free.
     *
     * @param local where it listened
     * @param cause why; null = it was told to
     */
    public record Unbound(SocketAddress local, Exception cause) {}

    private sealed interface Internal extends Command {
        record Retry() implements Internal {}

        record OwnerGone(Terminated how) implements Internal {}
    }

    /** Makes the handle of a listener, on the listener's loop. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Makes the handle.
         *
         * @return a handle that is the listener's now
         * @throws IOException if it can't be made, for example because the address is in use; nothing is left behind then
         */
        ListenerHandle open() throws IOException;
    }

    /** What a transport wants to know of a listener, to tell it in its own protocol. Called on the listener's loop. */
    public interface Observer {
        /**
         * It listens. Comes once, first.
         *
         * @param listener where its commands go
         * @param local where it listens
         */
        void bound(ActorRef<Command> listener, SocketAddress local);

        /**
         * It could not be opened; comes instead of {@link #bound}, and is the last to come.
         *
         * @param cause why
         */
        void failed(Exception cause);

        /**
         * Accepting has failed. It is tried again, less and less often, until it works; only the first failure is told.
         *
         * @param local where it listens
         * @param cause why
         */
        void paused(SocketAddress local, Exception cause);

        /**
         * Accepting works again.
         *
         * @param local where it listens
         */
        void resumed(SocketAddress local);

        /**
         * It is closed, and its address is free. Comes once, last.
         *
         * @param local where it listened
         * @param cause why; null = it was told to
         */
        void unbound(SocketAddress local, Exception cause);
    }

    private static final int BATCH = 16;
    private static final int GRANTED = 1 << 16;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(10);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);
    private static final Duration FLUSH_WITHIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private final Context<Command> ctx;
    private final Slots slots;
    private final StreamOrigin origin;
    private final Observer observer;
    private final Runnable onSlot = this::slotTaken;
    private final List<ActorRef<? super Unbound>> closers = new ArrayList<>();
    private ListenerHandle handle;
    private ChannelPoller.Registration registration;
    private SocketAddress local;
    private Duration backoff;
    private Exception cause;
    private boolean isEnding;
    private boolean waits;
    private boolean hasSlot;

    /**
     * Opens its handle and begins to accept. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the listener's context, on a loop that has a {@link ChannelPoller}
     * @param slots where those that are accepted get their slots, and where they are placed
     * @param opener makes the handle
     * @param origin what the connections need to know; its owner's end ends the listener too
     * @param observer told about the listener
     */
    public StreamListener(Context<Command> ctx, Slots slots, Opener opener, StreamOrigin origin, Observer observer) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = Objects.requireNonNull(origin, "origin");
        this.observer = Objects.requireNonNull(observer, "observer");
        try {
            begin(opener);
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    private void begin(Opener opener) throws IOException {
        handle = opener.open();
        if (origin.owner() != null) {
            ctx.watch(origin.owner(), Internal.OwnerGone::new);
        }
        registration = ctx.loop().poller(ChannelPoller.class, StreamListener::noPoller).register(handle.source(),
            ctx.signal());
        registration.interest(Ready.ACCEPT);
        local = handle.localAddress();
        observer.bound(ctx.self(), local);
    }

    private static ChannelPoller noPoller() {
        throw new IllegalStateException("the loop has no channel poller: its selector has not installed one");
    }

    @Override
    public void on(Command command) {
        switch (command) {
            case Unbind(var replyTo) -> unbind(replyTo);
            case Internal.Retry() -> acceptSome();
            case Internal.OwnerGone(var how) -> end(
                new IOException("the actor that had bound it has ended: " + how.reason()));
        }
    }

    @Override
    public void onSignal(int bits) {
        if ((bits & Ready.LOST) != 0) {
            end(selectorFailed());
        } else {
            acceptSome();
        }
    }

    @Override
    public void onBatchEnd() {}

    // ---- accepting ----

    private void acceptSome() {
        boolean goesOn = !isEnding && !waits;
        for (int i = 0; goesOn && i < BATCH; i++) {
            goesOn = takeSlot(i == 0) && acceptOne();
        }
    }

    /** It waits in line only if it knows of somebody who wants to come in. */
    private boolean takeSlot(boolean isReady) {
        hasSlot = hasSlot || slots.take(isReady ? onSlot : null);
        if (!hasSlot && isReady) {
            waits = true;
            registration.interest(0);
        }
        return hasSlot;
    }

    /** Not in this actor's turn. */
    private void slotTaken() {
        hasSlot = true;
        waits = false;
        ctx.signal().raise(GRANTED);
    }

    private boolean acceptOne() {
        StreamHandle accepted;
        try {
            accepted = handle.accept();
        } catch (IOException e) {
            releaseSlot();
            pause(e);
            return false;
        }
        resume();
        if (accepted == null) {
            releaseSlot();
            return false;
        }
        hasSlot = false;
        slots.placeAccepted(connection(accepted));
        return true;
    }

    private void releaseSlot() {
        hasSlot = false;
        slots.release();
    }

    private Place<?> connection(StreamHandle accepted) {
        return new Place<Connection.Command>("connection",
            (own, where) -> new StreamConnection(own, where, () -> accepted, origin), true,
            refusal -> drop(accepted, refusal));
    }

    private static void drop(StreamHandle accepted, Exception refusal) {
        LOG.debug("{} was accepted, and is dropped again", accepted.remoteAddress(), refusal);
        try {
            accepted.close();
        } catch (IOException e) {
            LOG.debug("failed to close what was accepted", e);
        }
    }

    // ---- failing to accept ----

    /** The kernel goes on to say that somebody waits; so that is not asked any more, and a timer tries. */
    private void pause(IOException failure) {
        if (backoff == null) {
            backoff = MIN_BACKOFF;
            LOG.warn("{} can't accept at {}, and tries again", ctx.self(), local, failure);
            observer.paused(local, failure);
        } else {
            Duration doubled = backoff.multipliedBy(2);
            backoff = doubled.compareTo(MAX_BACKOFF) < 0 ? doubled : MAX_BACKOFF;
        }
        registration.interest(0);
        ctx.timers().once(Internal.Retry.class, backoff, new Internal.Retry());
    }

    private void resume() {
        if (backoff != null) {
            backoff = null;
            LOG.info("{} accepts again at {}", ctx.self(), local);
            observer.resumed(local);
        }
        registration.interest(Ready.ACCEPT);
    }

    // ---- the end ----

    private void unbind(ActorRef<? super Unbound> replyTo) {
        if (replyTo != null) {
            closers.add(replyTo);
        }
        end(null);
    }

    /** The first cause wins. */
    private void end(Exception why) {
        if (!isEnding) {
            isEnding = true;
            cause = why;
            ctx.stop();
        }
    }

    @Override
    public void stopping(Stop reason) {
        if (!isEnding) {
            isEnding = true;
            cause = causeOf(reason);
        }
        leaveSlots();
        Hold hold = ctx.holdStop(FLUSH_WITHIN);
        Runnable last = () -> {
            tellEnd();
            hold.release();
        };
        if (registration == null) {
            close();
            last.run();
        } else {
            registration.cancel(last);
            close();
        }
    }

    private Exception causeOf(Stop reason) {
        return switch (reason) {
            case Stop.Failed(Exception failure) -> failure;
            case Stop.Failed(Throwable error) -> new IOException("the listener has failed", error);
            case Stop.Normal() when slots.failure() != null -> selectorFailed();
            default -> new IOException("the listener's actor was stopped: " + reason);
        };
    }

    private Exception selectorFailed() {
        return new IOException("what drives the listener has failed", slots.failure());
    }

    private void leaveSlots() {
        slots.forget(onSlot);
        if (hasSlot) {
            releaseSlot();
        }
    }

    private void close() {
        if (handle != null) {
            try {
                handle.close();
            } catch (IOException e) {
                LOG.warn("{} failed to close its handle", ctx.self(), e);
            }
        }
    }

    private void tellEnd() {
        if (local == null) {
            observer.failed(cause);
            return;
        }
        LOG.debug("{} listens no more at {}", ctx.self(), local, cause);
        observer.unbound(local, cause);
        Unbound unbound = new Unbound(local, cause);
        closers.forEach(closer -> closer.tell(unbound));
    }
}
