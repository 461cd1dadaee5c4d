package dev.sluice.transport;

import dev.sluice.io.ConnectionSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A close under way.
 *
 * <pre>
 *   FLUSHING ──► LINGERING   (Close, and all closes that nobody asked for: input is discarded until the peer's end)
 *      │             ▲
 *      │             │ Close, the end of the handler, a stop
 *      └───► CONFIRMING      (ConfirmedClose: input is still delivered until the peer's end)
 * </pre>
 *
 * Reading on after the end of the output is what keeps a reset of ours from costing the peer what it had not read yet: a socket that
 * is closed with unread input resets (RFC 1122, 4.2.2.13).
 */
final class Closing {
    private enum Step {
        FLUSHING, LINGERING, CONFIRMING
    }

    private final ConnectionSettings settings;
    private boolean confirms;
    /** No step may take longer; null = what the settings say. */
    private Duration atMost;
    private Step step = Step.FLUSHING;
    private long discarded;

    Closing(ConnectionSettings settings, boolean confirms) {
        this.settings = settings;
        this.confirms = confirms;
    }

    /** Whether it waits for the peer's confirmation, and input still goes to the handler. */
    boolean confirms() {
        return confirms;
    }

    boolean isFlushing() {
        return step == Step.FLUSHING;
    }

    boolean isLingering() {
        return step == Step.LINGERING;
    }

    /** Ends the output, as nothing is queued any more. False if that has to wait for {@link Ready#WRITE}. */
    boolean endOutput(StreamHandle handle) throws IOException {
        boolean done = handle.endOutput();
        if (done) {
            step = confirms ? Step.CONFIRMING : Step.LINGERING;
        }
        return done;
    }

    /** From here on it is a close that waits for nobody. */
    void confirmsNoMore() {
        confirms = false;
        if (step == Step.CONFIRMING) {
            step = Step.LINGERING;
        }
    }

    /** Limits what is left of it. */
    void hurry(Duration each) {
        atMost = each;
    }

    /** How long the present step may take; zero = for ever when it waits for somebody, and not at all when it lingers. */
    Duration within() {
        return switch (step) {
            case FLUSHING -> hurried(settings.flushWithin());
            case LINGERING -> hurried(settings.linger());
            case CONFIRMING -> settings.confirmWithin();
        };
    }

    private Duration hurried(Duration set) {
        boolean isLonger = atMost != null && (set.compareTo(atMost) > 0 || (isFlushing() && set.isZero()));
        return isLonger ? atMost : set;
    }

    /** Whether the present step only ends if nothing happens, and not if it takes long. */
    boolean isOnlyForSilence() {
        return step == Step.CONFIRMING;
    }

    /** What is wrong if the present step takes longer; null = nothing, then it simply ends. */
    String late() {
        return switch (step) {
            case FLUSHING -> "flushWithin: what was queued was not written out within " + within();
            case LINGERING -> null;
            case CONFIRMING -> "confirmWithin: the peer did not end its output, and no byte came for " + within();
        };
    }

    /** Reads and drops. True if there is no more to wait for. */
    boolean discard(Inflow connection, StreamHandle handle, ByteBuffer buffer) throws IOException {
        int read = connection.discardInput(handle, buffer);
        discarded += Math.max(0, read);
        return read < 0 || discarded > settings.lingerBytes();
    }
}
