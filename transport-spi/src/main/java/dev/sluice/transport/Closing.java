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
 *          └───► CONFIRMING  (ConfirmedClose: input is still delivered until the peer's end)
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
    private final boolean confirms;
    private Step step = Step.FLUSHING;
    private int discarded;

    Closing(ConnectionSettings settings, boolean confirms) {
        this.settings = settings;
        this.confirms = confirms;
    }

    /** Whether input still goes to the handler. */
    boolean delivers() {
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

    /** The one who was to be told of input has gone. */
    void linger() {
        step = Step.LINGERING;
    }

    /** How long the present step may take; zero = for ever when it waits for somebody, and not at all when it lingers. */
    Duration within() {
        return switch (step) {
            case FLUSHING -> settings.flushWithin();
            case LINGERING -> settings.linger();
            case CONFIRMING -> settings.confirmWithin();
        };
    }

    /** What is wrong if the present step takes longer; null = nothing, then it simply ends. */
    String late() {
        return switch (step) {
            case FLUSHING -> "what was queued was not written out within " + within();
            case LINGERING -> null;
            case CONFIRMING -> "the peer did not end its output within " + within();
        };
    }

    /** Reads and drops. True if there is no more to wait for. */
    boolean discard(Inflow inflow, StreamHandle handle, ByteBuffer buffer) throws IOException {
        int read = inflow.discard(handle, buffer);
        discarded += Math.max(0, read);
        return read < 0 || discarded > settings.lingerBytes();
    }
}
