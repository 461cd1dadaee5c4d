package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.Connection;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what waits at a listener, as far as it is wanted and the limits allow, and as long as that works.
 *
 * <pre>
 *                 what is in the way
 *   ACCEPTING ─────────────────────────► DEMAND   nobody has asked for one
 *             ◄─────────────────────────          until it has changed: somebody has asked
 *               ─────────────────────────► ROOM     as many are open as may be; until one has ended
 *               ─────────────────────────► TIME     too many came lately; a timer
 *               ─────────────────────────► SLOT     the transport has no slot; until one was taken
 *               ─────────────────────────► FAILURE  a timer: tries again, less and less often
 * </pre>
 *
 * Only while nothing is in the way the poller is asked who waits: the kernel would go on to say so, and the loop would spin.
 *
 * <p>Whoever can't be accepted waits in the kernel's queue. There is no spare descriptor that is given up to accept and refuse them when
 * descriptors run out: it would drop those who are served a moment later, as at any other limit, and another thread may take the
 * number that was given up.
 */
final class Acceptor {
    private enum Obstacle {
        NONE, DEMAND, ROOM, TIME, SLOT, FAILURE
    }

    /** Raised from anywhere: what it waits for may have come. */
    static final int CHANGED = 1 << 16;
    private static final int SLOT = 1 << 17;
    private static final int DENIED = 1 << 18;
    private static final int AGAIN = 1 << 19;
    /** So many batches of those who wait already are let in at the end of a listener that is drained. */
    private static final int LAST_BATCHES = 64;
    private static final long MIN_PAUSE_MILLIS = 10;
    private static final long MAX_PAUSE_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private final Context<StreamListener.Command> ctx;
    private final Slots slots;
    private final ListenerHandle handle;
    private final ChannelPoller.Registration registration;
    private final StreamOrigin origin;
    private final Admission admission;
    private final AcceptSettings settings;
    private final Episode episode;
    private final StreamListener.Command retry;
    private final Slots.Hopeful hopes = new Hopes();
    private Obstacle obstacle = Obstacle.NONE;
    private boolean hasPlace;
    private boolean hasSlot;
    /** Of the transport, if that is what is in the way; 0 = that is not known yet. */
    private int limit;
    /** For now, because nobody waits, or because of a limit. */
    private boolean nobodyComes;
    private Runnable last;
    private int batchesLeft = LAST_BATCHES;
    private long pauseMillis = MIN_PAUSE_MILLIS;
    /** Of the handle's failures, those that are counted. */
    private long unusable;

    /** The message {@code retry} comes back by {@link #retry}. */
    Acceptor(Context<StreamListener.Command> ctx, Slots slots, ListenerHandle handle,
        ChannelPoller.Registration registration, StreamOrigin origin, Episode episode, StreamListener.Command retry) {
        this.ctx = ctx;
        this.slots = slots;
        this.handle = handle;
        this.registration = registration;
        this.origin = origin;
        this.admission = origin.admission();
        this.settings = admission.settings();
        this.episode = episode;
        this.retry = retry;
    }

    // ---- what makes it go on ----

    /** If nobody is wanted yet, it isn't even asked who waits. */
    void begin() {
        if (admission.isWanted()) {
            registration.interest(Ready.ACCEPT);
        } else {
            waitForChange(Obstacle.DEMAND);
        }
    }

    void onSignal(int bits) {
        if ((bits & DENIED) != 0 && obstacle == Obstacle.SLOT && !hasSlot) {
            denied();
        }
        boolean isChanged = (bits & CHANGED) != 0 && (obstacle == Obstacle.DEMAND || obstacle == Obstacle.ROOM);
        boolean isReady = (bits & (Ready.ACCEPT | Ready.HANDLE | AGAIN)) != 0 && obstacle == Obstacle.NONE;
        if ((bits & SLOT) != 0 || isChanged || isReady) {
            acceptSome(obstacle != Obstacle.DEMAND);
        }
    }

    void retry() {
        acceptSome(true);
    }

    private void denied() {
        if (last == null) {
            episode.hindered(new CapacityException(limit));
        } else {
            last.run();
        }
    }

    /** Lets in who waits already, until something is in the way that is not over at once; then runs {@code then}. */
    void acceptLast(Runnable then) {
        last = then;
        if (obstacle == Obstacle.NONE) {
            acceptSome(false);
        } else if (obstacle != Obstacle.SLOT || limit > 0) {
            then.run();
        }
    }

    private void goOnWithLast() {
        boolean isHeldUp = obstacle != Obstacle.NONE && obstacle != Obstacle.SLOT;
        if (nobodyComes || isHeldUp || --batchesLeft == 0) {
            last.run();
        } else if (obstacle == Obstacle.NONE) {
            ctx.signal().raise(AGAIN);
        }
    }

    /** Gives back what it holds. */
    void end() {
        slots.forget(hopes);
        releaseBoth();
    }

    /** That somebody waits is known when the poller has said so: then whoever is in the way is told of. */
    private void acceptSome(boolean somebodyWaits) {
        obstacle = Obstacle.NONE;
        nobodyComes = false;
        boolean known = somebodyWaits && last == null;
        for (int i = 0; i < settings.batch() && mayEnter(known) && acceptOne(); i++) {
            known = false;
        }
        registration.interest(obstacle == Obstacle.NONE ? Ready.ACCEPT : 0);
        if (obstacle == Obstacle.NONE || obstacle == Obstacle.DEMAND) {
            episode.eased();
        }
        if (last != null) {
            goOnWithLast();
        }
    }

    // ---- what is in the way ----

    private boolean mayEnter(boolean known) {
        switch (admission.enter(ctx.loop().nanoTime())) {
            case TAKEN -> {
                hasPlace = true;
                return takeSlot(known || last != null);
            }
            case NOT_WANTED -> waitForChange(Obstacle.DEMAND);
            case FULL -> {
                if (known) {
                    episode.hindered(new CapacityException(CapacityException.Kind.BIND, settings.maxConnections()));
                    waitForChange(Obstacle.ROOM);
                }
            }
            case TOO_FAST -> {
                if (known) {
                    episode.hindered(new CapacityException(CapacityException.Kind.RATE, settings.perSecond()));
                    waitFor(Obstacle.TIME, Duration.ofNanos(admission.waitNanos(ctx.loop().nanoTime())));
                }
            }
        }
        nobodyComes = true;
        releaseBoth();
        return false;
    }

    /** What has changed since it was looked at won't be told any more. */
    private void waitForChange(Obstacle what) {
        obstacle = what;
        admission.await(ctx.signal());
        if (what == Obstacle.DEMAND ? admission.isWanted() : admission.hasRoom()) {
            ctx.signal().raise(CHANGED);
        }
    }

    private void waitFor(Obstacle what, Duration time) {
        obstacle = what;
        ctx.timers().once(Acceptor.class, time, retry);
    }

    /** It waits in line only if it knows of somebody who wants to come in. */
    private boolean takeSlot(boolean known) {
        limit = 0;
        hasSlot = hasSlot || slots.take(known ? hopes : null);
        if (!hasSlot) {
            obstacle = known ? Obstacle.SLOT : Obstacle.NONE;
            releaseBoth();
        }
        return hasSlot;
    }

    /** Not in the listener's turn. */
    private final class Hopes implements Slots.Hopeful {
        @Override
        public void run() {
            hasSlot = true;
            ctx.signal().raise(SLOT);
        }

        @Override
        public void denied(int ofAll) {
            limit = ofAll;
            ctx.signal().raise(DENIED);
        }
    }

    private void releaseBoth() {
        if (hasSlot) {
            hasSlot = false;
            slots.release();
        }
        if (hasPlace) {
            hasPlace = false;
            admission.giveBack();
        }
    }

    // ---- accepting ----

    private boolean acceptOne() {
        StreamHandle accepted;
        try {
            accepted = handle.accept();
        } catch (IOException e) {
            releaseBoth();
            failed(e);
            return false;
        } finally {
            countUnusable();
        }
        pauseMillis = MIN_PAUSE_MILLIS;
        if (accepted == null) {
            nobodyComes = true;
            releaseBoth();
        } else if (settings.from().lets(accepted.remoteAddress())) {
            welcome(accepted);
        } else {
            sendAway(accepted);
        }
        return accepted != null;
    }

    private void countUnusable() {
        long now = handle.failures();
        if (now != unusable) {
            admission.unusable(now - unusable);
            unusable = now;
        }
    }

    private void welcome(StreamHandle accepted) {
        hasPlace = false;
        hasSlot = false;
        admission.accepted();
        Place<?> connection = connection(accepted);
        if (settings.shards() > 1) {
            slots.placeHere(connection);
        } else {
            slots.placeAccepted(connection);
        }
    }

    private Place<?> connection(StreamHandle accepted) {
        return new Place<Connection.Command>("connection",
            (own, where) -> new StreamConnection(own, where, () -> accepted, origin), true,
            refusal -> drop(accepted, refusal));
    }

    /** On any thread. The first is shown, since it is no news when a system ends, but is when it doesn't. */
    private void drop(StreamHandle accepted, Exception refusal) {
        if (admission.dropped()) {
            LOG.warn("{} was accepted, and is dropped again; further ones are logged at debug level",
                accepted.remoteAddress(), refusal);
        } else {
            LOG.debug("{} was accepted, and is dropped again", accepted.remoteAddress(), refusal);
        }
        close(accepted);
    }

    /** By a reset: whoever has no business here shall cost nothing, and leave nothing behind. */
    private void sendAway(StreamHandle accepted) {
        releaseBoth();
        admission.filtered();
        LOG.debug("{} may not come in", accepted.remoteAddress());
        accepted.abort();
        close(accepted);
    }

    private static void close(StreamHandle accepted) {
        try {
            accepted.close();
        } catch (IOException e) {
            LOG.debug("failed to close what was accepted", e);
        }
    }

    private void failed(IOException failure) {
        admission.failed();
        episode.hindered(failure);
        waitFor(Obstacle.FAILURE, Duration.ofMillis(pauseMillis));
        pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
    }
}
