package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Hold;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a connection ends: why, who is told beside the handler, and the held stop in which everything is let go of. */
final class Ending {
    private final List<ActorRef<? super Closed>> closers = new ArrayList<>(1);
    private final boolean wasOpen;
    private Reason reason;
    private Hold hold;
    private boolean orderly;
    private boolean released;
    private boolean told;

    Ending(boolean wasOpen) {
        this.wasOpen = wasOpen;
    }

    /** If not, then its end is that it could not be opened. */
    boolean wasOpen() {
        return wasOpen;
    }

    /** The first cause wins. */
    void because(Reason cause) {
        if (reason == null) {
            reason = cause;
        }
    }

    /** The close under way is not, or can't be, carried out: this is the cause that counts. */
    void ratherBecause(Reason cause) {
        reason = cause;
    }

    /** A confirmed close that nobody confirms is a close. */
    void confirmsNoMore() {
        if (reason instanceof Reason.ByConfirmedClose) {
            reason = new Reason.ByClose();
        }
    }

    Reason reason() {
        return reason;
    }

    /** The cause as those are told it whose writes are lost, or who wait for the connection to open. */
    Exception failure() {
        return switch (reason) {
            case Reason.ByError(Exception cause) -> cause;
            case Reason.ByError(Throwable error) -> new IOException("the connection failed", error);
            default -> new IOException("the connection has ended: " + reason);
        };
    }

    void addCloser(ActorRef<? super Closed> closer) {
        if (closer != null && !closers.contains(closer)) {
            closers.add(closer);
        }
    }

    /** Everything that was written has left, and the output's end behind it. */
    void isOrderly() {
        orderly = true;
    }

    /** What has left, but not arrived, shall not arrive any more. */
    void resets() {
        orderly = false;
    }

    boolean needsReset() {
        return !orderly;
    }

    void holdBy(Hold stop) {
        hold = stop;
    }

    boolean isHeld() {
        return hold != null;
    }

    /** True once. */
    boolean beginRelease() {
        boolean first = !released;
        released = true;
        return first;
    }

    /** True once: the poller has let go, or nobody waits for it any longer. */
    boolean isToldNow() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** Each party is told once: the handler, and those who asked for the close. */
    void tell(Attachment connection) {
        Closed closed = new Closed(reason);
        connection.tellClosed(closed);
        tellClosers(connection, closed);
    }

    /** It may be that there is no handler, or that one has registered before the connection could be opened. */
    private void tellClosers(Attachment connection, Closed closed) {
        closers.stream().filter(closer -> !connection.isHandler(closer)).forEach(closer -> closer.tell(closed));
    }

    void done() {
        hold.release();
    }
}
