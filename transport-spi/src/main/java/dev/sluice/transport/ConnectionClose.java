package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import java.io.IOException;
import java.time.Duration;

/** How a connection is closed in order, by whomever: what is queued leaves first, and the peer has time to take it. */
abstract sealed class ConnectionClose extends ConnectionEnd permits StreamConnection {
    /** How long a stop from outside may write out what is queued. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Far longer than a poller takes to let go of a channel, even when a loop closes a hundred thousand. */
    private static final Duration HELD_WITHIN = Duration.ofMinutes(1);

    ConnectionClose(Context<Connection.Command> ctx, Slots slots, StreamOrigin origin) {
        super(ctx, slots, origin);
    }

    abstract void flushNow();

    abstract void updateInterest();

    abstract void deliveryMayHaveOpened();

    abstract void hasNoHandler(Throwable cause);

    final void close(Connection.CloseCommand command) {
        ending().addCloser(command.replyTo());
        switch (command) {
            case Connection.Abort abort -> endRather(new Reason.ByAbort());
            case Connection.Close close -> flushThenClose(new Reason.ByClose(), false);
            case Connection.ConfirmedClose close -> flushThenClose(new Reason.ByConfirmedClose(), true);
        }
        if (phase == Phase.OPENING) {
            end(error("closed before it was open"));
        }
    }

    final boolean isFlushing() {
        return phase == Phase.CLOSING && closing.isFlushing();
    }

    /** What is queued leaves at the end of this batch, or when the kernel takes it. */
    final void flushThenClose(Reason cause, boolean confirms) {
        if (phase == Phase.OPEN) {
            ending().because(cause);
            beginClosing(confirms);
            deadlines().phase(closing.within());
            if (confirms) {
                inflow.pushAll();
                deliveryMayHaveOpened();
            }
        }
    }

    final void beginClosing(boolean confirms) {
        phase = Phase.CLOSING;
        closing = new Closing(settings(), confirms);
    }

    final void endOutput() throws IOException {
        boolean done = closing.endOutput(handle);
        outflow.blocked(!done);
        if (!done) {
            return;
        }
        ending.isOrderly();
        if (!handler.isThere()) {
            closing.linger(); // nobody is there to be told of input
        }
        if (inflow.hasEnded() || ending.isHeld()) {
            end();
        } else {
            waitForThePeer();
        }
    }

    final void linger() {
        closing.linger();
        waitForThePeer();
    }

    final void waitForThePeer() {
        if (closing.isLingering() && closing.within().isZero()) {
            end();
        } else {
            deadlines().phase(closing.within());
            updateInterest();
        }
    }

    /** Comes after {@link #end}, or because somebody stops this actor: its selector, the system, its own failure. */
    @Override
    public void stopping(Stop why) {
        boolean flushes = why instanceof Stop.Normal && (phase == Phase.OPEN || isFlushing());
        ending().holdBy(ctx.holdStop(HELD_WITHIN));
        if (phase == Phase.CLOSING && !flushes && !closing.isLingering()) {
            ending.ratherBecause(stopped(why));
        }
        ending.because(stopped(why));
        if (flushes) {
            if (!isFlushing()) {
                beginClosing(false);
            }
            deadlines().phase(STOP_WITHIN);
            if (!outflow.isBlocked()) {
                flushNow();
            }
        } else {
            release();
        }
    }

    static Reason stopped(Stop why) {
        return why instanceof Stop.Failed(var cause)
            ? new Reason.ByError(cause)
            : error("the connection's actor was stopped: " + why);
    }

    // ---- the drain of the bind that it came through ----

    /** It has begun, or is at its next step. A handler that isn't there yet is told when it comes. */
    final void drain() {
        switch (origin.drainStage()) {
            case OPEN -> {
            }
            case DRAINING -> {
                if (phase == Phase.OPEN && handler.isThere() && deadlines().tellsDrain()) {
                    tellDraining();
                }
            }
            case CLOSING -> drainIsOver();
            case ABORTING -> endRather(drained());
        }
    }

    final void tellDraining() {
        handler.tell(new Draining(origin.admission().timeLeft()));
    }

    private void drainIsOver() {
        if (phase == Phase.OPENING) {
            end(drained());
        } else {
            flushThenClose(drained(), false);
        }
    }

    private static Reason.ByError drained() {
        return late("not at its end when its listener was drained, and the time for that was over");
    }

    // ---- deadlines ----

    final void checkDeadlines() {
        if (deadlines.phaseIsOver()) {
            phaseIsOver();
            return;
        }
        String late = deadlines.overdue();
        if (late != null) {
            broke(late(late).cause());
        }
    }

    final void phaseIsOver() {
        switch (phase) {
            case OPENING -> end(late("not open within " + origin.openWithin()));
            case OPEN -> openForTooLong();
            case CLOSING -> closingForTooLong();
            case RELEASING -> {
            }
        }
    }

    final void closingForTooLong() {
        if (closing.late() == null) {
            end();
        } else {
            endRather(late(closing.late()));
        }
    }

    final void openForTooLong() {
        if (inflow.hasEnded()) {
            end(late("half open for longer than " + settings().confirmWithin()));
            return;
        }
        hasNoHandler(late("nobody registered within " + settings().registerWithin()).cause());
    }
}
