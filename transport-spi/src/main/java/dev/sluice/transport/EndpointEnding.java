package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Hold;
import dev.sluice.io.Endpoint.Closed;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** How an endpoint ends: why, who is told beside the handler, and the held stop in which everything is let go of. */
final class EndpointEnding {
    private final Set<ActorRef<? super Closed>> closers = new LinkedHashSet<>(2);
    private boolean isDecided;
    private Exception cause;
    private Hold hold;
    private boolean released;
    private boolean told;

    /**
     * The first cause counts; but a close that was asked for, and couldn't send what was queued, has this one.
     *
     * @param why null = it was told to
     */
    void because(Exception why, boolean isSomethingQueued) {
        if (!isDecided || cause == null && isSomethingQueued) {
            cause = why;
            isDecided = true;
        }
    }

    /** Null = it was told to, and has sent what was queued. */
    Exception cause() {
        return cause;
    }

    /** The cause as those are told it whose datagrams are lost. */
    Exception failure() {
        return cause == null ? new IOException("the endpoint was closed") : cause;
    }

    void addCloser(ActorRef<? super Closed> closer) {
        if (closer != null) {
            closers.add(closer);
        }
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
    void tell(EndpointEvents events) {
        Closed closed = new Closed(cause);
        events.tellClosed(closed);
        closers.stream().filter(closer -> !events.isHandler(closer)).forEach(closer -> closer.tell(closed));
    }

    void done() {
        hold.release();
    }
}
