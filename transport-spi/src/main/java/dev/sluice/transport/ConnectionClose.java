package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Reason;
import dev.sluice.transport.jfr.StallEvent;
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

    abstract void readOnIfHandleHasMore();

    // ---- what begins it ----

    final void close(Connection.CloseCommand command) {
        ending().addCloser(command.replyTo());
        switch (command) {
            case Connection.Abort abort -> abort();
            case Connection.Close close -> {
                confirmsNoMore();
                flushThenClose(new Reason.ByClose(), false);
            }
            case Connection.ConfirmedClose close -> flushThenClose(new Reason.ByConfirmedClose(), true);
        }
        if (phase == Phase.OPENING) {
            end(error("closed before it was open"));
        }
    }

    private void abort() {
        ending().resets();
        endRather(new Reason.ByAbort());
    }

    /** What is queued leaves at the end of this batch, or when the kernel takes it. */
    final void flushThenClose(Reason cause, boolean confirms) {
        if (phase == Phase.OPEN) {
            ending().because(cause);
            beginClosing(confirms);
            phaseWithin(closing.within());
            if (confirms) {
                pushAll();
                deliveryMayHaveOpened();
            }
        }
    }

    private void beginClosing(boolean confirms) {
        phase = Phase.CLOSING;
        closing = new Closing(settings(), confirms);
        if (deadlines != null) {
            deadlines.closing();
        }
    }

    /** A confirmed close under way goes on as one that waits for nobody. */
    final void confirmsNoMore() {
        if (phase == Phase.CLOSING && closing.confirms()) {
            forgetConfirmation();
            if (closing.isLingering()) {
                waitForThePeer();
            }
        }
    }

    private void forgetConfirmation() {
        ending.confirmsNoMore();
        closing.confirmsNoMore();
    }

    // ---- what goes on ----

    final boolean isFlushing() {
        return phase == Phase.CLOSING && closing.isFlushing();
    }

    final boolean isLingering() {
        return phase == Phase.CLOSING && closing.isLingering();
    }

    final void endOutput() throws IOException {
        boolean done = closing.endOutput(handle);
        blocked(!done);
        if (!done) {
            return;
        }
        ending.isOrderly();
        if (inputHasEnded()) {
            end();
            return;
        }
        if (!hasHandler()) {
            forgetConfirmation(); // nobody is there to be told of input
        }
        waitForThePeer();
    }

    private void waitForThePeer() {
        Duration within = closing.within();
        readOnIfHandleHasMore();
        if (closing.confirms()) {
            silenceWithin(within);
        } else if (within.isPositive()) {
            phaseWithin(within);
        } else {
            end();
            return;
        }
        updateInterest();
    }

    // ---- the actor stops ----

    /** Comes after {@link #end}, or because somebody stops this actor: its selector, the system, its own failure. */
    @Override
    public void stopping(Stop why) {
        ending().holdBy(ctx.holdStop(HELD_WITHIN));
        boolean isInOrder = why instanceof Stop.Normal;
        if (phase == Phase.CLOSING && (isInOrder ? confirmationIsLost() : !closing.isLingering())) {
            ending.ratherBecause(stopped(why));
        }
        if (ending.reason() == null) {
            ending.because(stopped(why));
        }
        if (isInOrder && (phase == Phase.OPEN || phase == Phase.CLOSING)) {
            closeInTime();
        } else {
            release();
        }
    }

    /** Nobody waits for the peer's end in a held stop, so a close that needs it is not carried out. */
    private boolean confirmationIsLost() {
        return closing.confirms() && !inputHasEnded();
    }

    private static Reason stopped(Stop why) {
        return why instanceof Stop.Failed(var cause)
            ? new Reason.ByError(cause)
            : error("the connection's actor was stopped: " + why);
    }

    /** No commands come any more, only signals. */
    private void closeInTime() {
        if (phase == Phase.OPEN) {
            beginClosing(false);
        }
        closing.hurry(STOP_WITHIN);
        closing.confirmsNoMore();
        if (closing.isLingering()) {
            waitForThePeer();
        } else {
            phaseWithin(closing.within());
            if (!isBlocked()) {
                flushNow();
            }
        }
    }

    // ---- the drain of the bind that it came through ----

    /** It has begun, or is at its next step. A handler that isn't there yet is told when it comes. */
    final void drain() {
        switch (origin.drainStage()) {
            case OPEN -> {
            }
            case DRAINING -> {
                if (phase == Phase.OPEN && hasHandler() && deadlines().tellsDrain()) {
                    tellDraining();
                }
            }
            case CLOSING -> drainIsOver();
            case ABORTING -> broke(drained().cause());
        }
    }

    final void tellDraining() {
        tell(new Draining(origin.admission().timeLeft()));
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
        if (deadlines == null) {
            return;
        }
        deadlines.fired();
        if (deadlines.phaseIsOver()) {
            phaseIsOver();
            return;
        }
        Deadlines.Late late = deadlines.overdue();
        if (late == null) {
            deadlines.arm();
        } else if (late.isStuck()) {
            StallEvent.tell(this::local, this::remote, queuedBytes());
            broke(late(late.what()).cause());
        } else {
            flushThenClose(late(late.what()), false);
        }
    }

    private void phaseIsOver() {
        switch (phase) {
            case OPENING -> end(late("not open within " + origin.openWithin()));
            case OPEN -> openForTooLong();
            case CLOSING -> closingForTooLong();
            case RELEASING -> {
            }
        }
    }

    private void openForTooLong() {
        if (inputHasEnded()) {
            flushThenClose(late("confirmWithin: half open, and no byte went for " + settings().confirmWithin()), false);
        } else {
            hasNoHandler(late("registerWithin: nobody registered within " + settings().registerWithin()).cause());
        }
    }

    private void closingForTooLong() {
        if (closing.late() == null) {
            end();
        } else {
            endRather(late(closing.late()));
        }
    }
}
