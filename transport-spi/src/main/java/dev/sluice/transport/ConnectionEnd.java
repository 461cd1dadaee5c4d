package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.transport.jfr.AcceptEvent;
import dev.sluice.transport.jfr.CloseEvent;
import dev.sluice.transport.jfr.ConnectEvent;
import dev.sluice.transport.jfr.WriteRefusedEvent;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection consists of, and how it ends: everything is released in the actor's held stop, and then its end is told. The
 * phases are drawn at {@link StreamConnection}.
 */
abstract sealed class ConnectionEnd extends Inflow permits ConnectionClose {
    /** Where a connection is in its life. */
    enum Phase {
        OPENING, OPEN, CLOSING, RELEASING
    }

    static final int TIMER = 1 << 16;
    static final int CREDIT = 1 << 17;
    static final int RELEASED = 1 << 18;
    static final int FILE = 1 << 19;
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

    LoopIo io;
    StreamHandle handle;
    ChannelPoller.Registration registration;
    Phase phase = Phase.OPENING;
    Deadlines deadlines;
    Closing closing;
    Ending ending;

    ConnectionEnd(Context<Connection.Command> ctx, Slots slots, StreamOrigin origin) {
        super(ctx, slots, origin);
    }

    @Override
    final boolean awaitsHandler() {
        return phase == Phase.OPENING || phase == Phase.OPEN;
    }

    // ---- the end ----

    /**
     * The stream, or the handle. A close under way can't be carried out any more, and shall not look as if it were; but one that only
     * lingers has been carried out.
     */
    final void broke(Throwable cause) {
        if (phase == Phase.CLOSING && !closing.isLingering()) {
            endRather(new Reason.ByError(cause));
        } else {
            end(new Reason.ByError(cause));
        }
    }

    static Reason error(String what) {
        return error(what, null);
    }

    static Reason error(String what, Throwable cause) {
        return new Reason.ByError(new IOException(what, cause));
    }

    final Ending ending() {
        if (ending == null) {
            ending = new Ending(phase != Phase.OPENING);
        }
        return ending;
    }

    final void end(Reason cause) {
        ending().because(cause);
        end();
    }

    final void endRather(Reason cause) {
        if (phase != Phase.RELEASING) {
            ending().ratherBecause(cause);
            end();
        }
    }

    /** What is left is to release everything, in the held stop. */
    final void end() {
        if (ending.isHeld()) {
            release();
        } else if (phase != Phase.RELEASING) {
            phase = Phase.RELEASING;
            ctx.stop();
        }
    }

    final void release() {
        if (ending.beginRelease()) {
            phase = Phase.RELEASING;
            if (deadlines != null) {
                deadlines.cancel();
            }
            closeHandle();
        }
    }

    final void closeHandle() {
        if (handle != null && ending.needsReset()) {
            abortQuietly();
        }
        if (registration == null) {
            closeQuietly();
            released();
            return;
        }
        registration.cancel(() -> ctx.signal().raise(RELEASED));
        closeQuietly();
    }

    private void abortQuietly() {
        try {
            handle.abort();
        } catch (RuntimeException e) {
            LOG.warn("{} failed to abort its handle", ctx.self(), e);
        }
    }

    final void closeQuietly() {
        try {
            if (handle != null) {
                handle.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} failed to close its handle", ctx.self(), e);
        }
    }

    @Override
    public void onHoldCutShort() {
        release();
        released();
    }

    final void released() {
        if (!ending.isToldNow()) {
            return;
        }
        try {
            slots.release();
            LOG.debug("{} has ended: {}", ctx.self(), ending.reason());
            if (!hasNothingQueued()) {
                failQueued(ending.failure());
            }
            tellEnd();
        } finally {
            origin.left();
            ending.done();
        }
    }

    final void tellEnd() {
        record();
        if (!ending.wasOpen()) {
            origin.observer().failed(ending.failure());
        }
        ending.tell(this);
    }

    // ---- flight recorder ----

    final SocketAddress local() {
        return handle == null ? null : handle.localAddress();
    }

    final SocketAddress remote() {
        return handle == null ? null : handle.remoteAddress();
    }

    private void record() {
        if (ending.wasOpen()) {
            CloseEvent.tell(this::local, this::remote, ending.reason(), figures());
        } else if (!origin.isAccepting()) {
            ConnectEvent.tell(this::local, this::remote, origin.age(), ending.failure());
        }
    }

    final void recordOpened() {
        if (origin.isAccepting()) {
            AcceptEvent.tell(this::local, this::remote);
        } else {
            ConnectEvent.tell(this::local, this::remote, origin.age(), null);
        }
    }

    @Override
    final void refusedNow() {
        WriteRefusedEvent.tell(this::local, this::remote, queuedBytes(), queuedWrites());
    }

    // ---- deadlines ----

    final Deadlines deadlines() {
        if (deadlines == null) {
            deadlines = new Deadlines(ctx.loop(), () -> ctx.signal().raise(TIMER), settings());
        }
        return deadlines;
    }

    /** The present phase may take so long; zero = for ever. */
    final void phaseWithin(Duration within) {
        if (within.isPositive()) {
            deadlines().phase(within);
        } else {
            endPhaseDeadline();
        }
    }

    /** The present phase may go so long without a byte; zero = for ever. */
    final void silenceWithin(Duration within) {
        if (within.isPositive()) {
            deadlines().silence(within);
        } else {
            endPhaseDeadline();
        }
    }

    /** An idle connection shall not carry clocks that don't run. */
    final void endPhaseDeadline() {
        if (deadlines != null) {
            deadlines.phase(Duration.ZERO);
            if (!deadlines.areRunning()) {
                deadlines.cancel();
                deadlines = null;
            }
        }
    }

    /** Bytes came. */
    final void noteActivity() {
        if (deadlines != null) {
            deadlines.read();
        }
    }

    /** The kernel has taken so many bytes. */
    final void noteProgress(long taken) {
        if (deadlines != null) {
            deadlines.written(taken, isBlocked());
        }
    }

    static Reason.ByError late(String what) {
        return new Reason.ByError(new SocketTimeoutException(what));
    }
}
