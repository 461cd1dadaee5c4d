package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Hold;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that accepts streams, over any {@link ListenerHandle}, and makes a {@link StreamConnection} of each. A {@link StreamBind} has
 * one or several, and is what a transport gives to its users.
 *
 * <pre>
 *   (made) ──► ACCEPTING ◄──────────────► WAITING    for whatever is in the way: nobody is accepted who would have to be dropped
 *     │            └─── Unbind, the owner's end, a stop from outside ───┐
 *     └──────────────── can't be opened ────────────────────────────────┴──► the held stop ──► unbound, or failed
 * </pre>
 *
 * In the held stop, the poller's key is cancelled and the handle closed; when the poller has let go of it, the end is told, and
 * whoever hears of it can bind to the same address.
 */
public final class StreamListener implements LoopActor<StreamListener.Command> {
    /** What a listener is told. */
    public sealed interface Command permits Unbind, GetOptions, Internal {}

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

    /**
     * Tell which options the listening socket has, and their values: none if it listens no more.
     *
     * @param replyTo told the values
     */
    public record GetOptions(ActorRef<? super SocketOptions.Effective> replyTo)
        implements Command, DeadLetter.Silent, Owned {
        /** Checks who is told. */
        public GetOptions {
            Objects.requireNonNull(replyTo, "replyTo");
        }

        /** There is no listening socket any more. */
        @Override
        public void discard() {
            replyTo.tell(new SocketOptions.Effective(Map.of()));
        }
    }

    sealed interface Internal extends Command {
        /** Accept those who wait already, as far as the limits allow; then stop listening. */
        record LastCall() implements Internal, DeadLetter.Silent {}

        record Retry() implements Internal {}

        record Calm() implements Internal {}

        record OwnerGone(Terminated how) implements Internal {}

        record HandlersGone(Terminated how) implements Internal {}
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

    private static final Duration FLUSH_WITHIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private final Context<Command> ctx;
    private final Slots slots;
    private final StreamOrigin origin;
    private final ListenerObserver<Command> observer;
    private final List<ActorRef<? super Unbound>> closers = new ArrayList<>();
    private ListenerHandle handle;
    private ChannelPoller.Registration registration;
    private Episode episode;
    private Acceptor acceptor;
    private Exception cause;
    private Hold hold;
    private int toRelease = 2;
    private boolean isEnding;

    /**
     * Opens its handle and begins to accept. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the listener's context, on a loop that has a {@link ChannelPoller}
     * @param slots where those that are accepted get their slots, and where they are placed
     * @param opener makes the handle
     * @param origin what the connections need to know; its owner's end ends the listener too
     * @param observer told about the listener
     */
    public StreamListener(Context<Command> ctx, Slots slots, Opener opener, StreamOrigin origin,
        ListenerObserver<Command> observer) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = counted(origin);
        this.observer = Objects.requireNonNull(observer, "observer");
        try {
            begin(opener);
        } catch (Exception e) {
            end(e);
        } catch (Error e) {
            end(new IOException("the listener could not be opened", e));
        }
    }

    /** One that is no part of a bind lets everybody in. */
    private StreamOrigin counted(StreamOrigin given) {
        return given.admission() == null
            ? given.admission(new Admission(AcceptSettings.DEFAULT, false, ctx.loop().nanoTime()))
            : given;
    }

    private void begin(Opener opener) throws IOException {
        handle = opener.open();
        handle.attach(ctx.signal());
        if (origin.owner() != null) {
            ctx.watch(origin.owner(), Internal.OwnerGone::new);
        }
        if (origin.handlers() != null) {
            origin.handlers().watch(ctx, Internal.HandlersGone::new);
        }
        registration = Polling.register(ctx, handle.source());
        observer.bound(ctx.self(), handle.localAddress());
        episode = new Episode(ctx, handle, observer, origin.admission(), new Internal.Calm());
        acceptor = new Acceptor(ctx, slots, handle, registration, origin, episode, new Internal.Retry());
        acceptor.begin();
    }

    @Override
    public void on(Command command) {
        switch (command) {
            case Unbind(var replyTo) -> unbind(replyTo);
            case GetOptions(var replyTo) -> replyTo.tell(handle.options());
            case Internal.LastCall() -> lastCall();
            case Internal.Retry() -> acceptor.retry();
            case Internal.Calm() -> episode.isCalm();
            case Internal.HandlersGone(var how) -> end(
                new IOException("the actors that make its handlers have ended: " + how.reason()));
            case Internal.OwnerGone(var how) -> end(
                new IOException("the actor that had bound it has ended: " + how.reason()));
        }
    }

    @Override
    public void onSignal(int bits) {
        if ((bits & Ready.LOST) != 0) {
            end(selectorFailed());
        } else if (!isEnding) {
            acceptor.onSignal(bits);
        }
    }

    @Override
    public void onBatchEnd() {}

    // ---- the end ----

    private void unbind(ActorRef<? super Unbound> replyTo) {
        if (replyTo != null) {
            closers.add(replyTo);
        }
        end(null);
    }

    private void lastCall() {
        if (!isEnding) {
            acceptor.acceptLast(() -> end(null));
        }
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
        if (acceptor != null) {
            acceptor.end();
        }
        hold = ctx.holdStop(FLUSH_WITHIN);
        if (registration == null) {
            toRelease = 1;
        } else {
            registration.cancel(this::released);
        }
        closeHandle();
        released();
    }

    /** Called when the handle is closed, and when the poller has let go of it. */
    private void released() {
        if (--toRelease == 0) {
            try {
                tellEnd();
            } finally {
                hold.release();
            }
        }
    }

    /** The poller has not let go in time; it is told all the same. */
    @Override
    public void onHoldCutShort() {
        toRelease = Math.min(toRelease, 1);
        released();
    }

    private Exception causeOf(Stop reason) {
        return switch (reason) {
            case Stop.Failed(Exception failure) -> failure;
            case Stop.Failed(Throwable error) -> new IOException("the listener has failed", error);
            default -> slots.failure() == null
                ? new IOException("the listener's actor was stopped: " + reason)
                : selectorFailed();
        };
    }

    private Exception selectorFailed() {
        return new IOException("what drives the listener has failed", slots.failure());
    }

    private void closeHandle() {
        if (handle != null) {
            try {
                handle.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} failed to close its handle", ctx.self(), e);
            }
        }
    }

    private void tellEnd() {
        if (acceptor == null) {
            observer.failed(cause);
            return;
        }
        SocketAddress local = handle.localAddress();
        LOG.debug("{} listens no more at {}", ctx.self(), local, cause);
        observer.unbound(local, cause);
        Unbound unbound = new Unbound(local, cause);
        closers.forEach(closer -> closer.tell(unbound));
    }
}
