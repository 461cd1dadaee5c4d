package dev.sluice.transport.contract;

import dev.sluice.io.Connection.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What has happened in a history so far that can end the connection, in whatever way. */
final class Told {
    enum Cause {
        CLOSE, CONFIRMED_CLOSE, ABORT, PEER_ENDED, PEER_BROKE, HANDLER_STOPPED, CONNECTION_STOPPED, CONNECTION_KILLED, STREAM_BREAKS
    }

    private final Set<Cause> causes = EnumSet.noneOf(Cause.class);

    void add(Cause cause) {
        causes.add(cause);
    }

    boolean has(Cause cause) {
        return causes.contains(cause);
    }

    /** So far, nothing can have ended. */
    boolean isEmpty() {
        return causes.isEmpty();
    }

    /** Whether the connection has any business to end for this reason. */
    boolean explains(Reason reason) {
        return switch (reason) {
            case Reason.ByClose() -> has(Cause.CLOSE);
            case Reason.ByConfirmedClose() -> has(Cause.CONFIRMED_CLOSE) && has(Cause.PEER_ENDED);
            case Reason.ByAbort() -> has(Cause.ABORT);
            case Reason.ByPeer() -> has(Cause.PEER_ENDED);
            case Reason.ByError(var cause) -> has(Cause.PEER_BROKE) || has(Cause.HANDLER_STOPPED)
                || has(Cause.CONNECTION_STOPPED) || has(Cause.CONNECTION_KILLED) || has(Cause.STREAM_BREAKS);
        };
    }

    /** A close in order that nobody cut short, and whose peer was there to the end: nothing may be lost. */
    boolean promisesAll(Reason reason) {
        boolean isOrderly = reason instanceof Reason.ByClose || reason instanceof Reason.ByConfirmedClose
            || reason instanceof Reason.ByPeer;
        return isOrderly && !has(Cause.PEER_BROKE) && !has(Cause.STREAM_BREAKS) && !has(Cause.CONNECTION_KILLED);
    }

    @Override
    public String toString() {
        return causes.toString();
    }
}
