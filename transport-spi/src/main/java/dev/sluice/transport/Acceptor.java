package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.Connection;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits at a listener, as far as there are slots, and as long as that works.
 *
 * <pre>
 *                    no slot                 failed
 *   WAITING ◄──────────────────── ACCEPTING ────────► PAUSED
 *           ────────────────────►           ◄────────
 *               one was taken               a timer: tries again, less and less often
 * </pre>
 *
 * Only while it is ACCEPTING the poller is asked who waits: the kernel would go on to say so, and the loop would spin.
 */
final class Acceptor {
    private static final int BATCH = 16;
    private static final int SLOT = 1 << 16;
    private static final long MIN_PAUSE_MILLIS = 10;
    private static final long MAX_PAUSE_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private final Context<StreamListener.Command> ctx;
    private final Slots slots;
    private final ListenerHandle handle;
    private final ChannelPoller.Registration registration;
    private final StreamOrigin origin;
    private final ListenerObserver observer;
    private final StreamListener.Command retry;
    private final Runnable onSlot = this::slotTaken;
    private boolean waits;
    private boolean hasSlot;
    private boolean isPaused;
    private long pauseMillis;

    /** The message {@code retry} comes back by {@link #acceptSome}, as does a signal. */
    Acceptor(Context<StreamListener.Command> ctx, Slots slots, ListenerHandle handle,
        ChannelPoller.Registration registration, StreamOrigin origin, ListenerObserver observer,
        StreamListener.Command retry) {
        this.ctx = ctx;
        this.slots = slots;
        this.handle = handle;
        this.registration = registration;
        this.origin = origin;
        this.observer = observer;
        this.retry = retry;
    }

    void begin() {
        registration.interest(Ready.ACCEPT);
    }

    void acceptSome() {
        boolean goesOn = !waits;
        for (int i = 0; goesOn && i < BATCH; i++) {
            goesOn = takeSlot(i == 0) && acceptOne();
        }
    }

    /** Gives back what it holds. */
    void end() {
        slots.forget(onSlot);
        if (hasSlot) {
            releaseSlot();
        }
    }

    // ---- slots ----

    /** It waits in line only if it knows of somebody who wants to come in. */
    private boolean takeSlot(boolean isReady) {
        hasSlot = hasSlot || slots.take(isReady ? onSlot : null);
        if (!hasSlot && isReady) {
            waits = true;
            registration.interest(0);
        }
        return hasSlot;
    }

    /** Not in the listener's turn. */
    private void slotTaken() {
        hasSlot = true;
        waits = false;
        ctx.signal().raise(SLOT);
    }

    private void releaseSlot() {
        hasSlot = false;
        slots.release();
    }

    // ---- accepting ----

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

    // ---- failing ----

    private void pause(IOException failure) {
        if (!isPaused) {
            isPaused = true;
            pauseMillis = MIN_PAUSE_MILLIS;
            LOG.warn("{} can't accept at {}, and tries again", ctx.self(), handle.localAddress(), failure);
            observer.paused(handle.localAddress(), failure);
        }
        registration.interest(0);
        ctx.timers().once(Acceptor.class, Duration.ofMillis(pauseMillis), retry);
        pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
    }

    private void resume() {
        if (isPaused) {
            isPaused = false;
            LOG.info("{} accepts again at {}", ctx.self(), handle.localAddress());
            observer.resumed(handle.localAddress());
        }
        registration.interest(Ready.ACCEPT);
    }
}
