package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.transport.jfr.AcceptPauseEvent;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A time in which somebody is held up at a listener. It begins with the first hindrance, and ends when there was none for a second: so
 * whoever hovers at a limit is told, and fills the log, once and not with each connection that comes and goes.
 */
final class Episode {
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private final Context<StreamListener.Command> ctx;
    private final ListenerHandle handle;
    private final ListenerObserver<StreamListener.Command> observer;
    private final Admission admission;
    private final StreamListener.Command calm;
    private boolean isOn;
    private boolean isCalming;

    /** The message {@code calm} comes back by {@link #isCalm}. */
    Episode(Context<StreamListener.Command> ctx, ListenerHandle handle,
        ListenerObserver<StreamListener.Command> observer, Admission admission, StreamListener.Command calm) {
        this.ctx = ctx;
        this.handle = handle;
        this.observer = observer;
        this.admission = admission;
        this.calm = calm;
    }

    /** Somebody is held up. */
    void hindered(Exception cause) {
        if (isCalming) {
            isCalming = false;
            ctx.timers().cancel(Episode.class);
        }
        if (!isOn) {
            isOn = true;
            admission.paused();
            log(cause);
            AcceptPauseEvent.tell(handle.localAddress(), cause);
            observer.paused(handle.localAddress(), cause);
        }
    }

    /** A limit that is reached is no fault, and needs no trace. */
    private void log(Exception cause) {
        if (cause instanceof CapacityException) {
            LOG.info("{} accepts nobody at {} for now: {}", ctx.self(), handle.localAddress(), cause.getMessage());
        } else {
            LOG.warn("{} can't accept at {}, and tries again", ctx.self(), handle.localAddress(), cause);
        }
    }

    /** Nobody is held up now. */
    void eased() {
        if (isOn && !isCalming) {
            isCalming = true;
            ctx.timers().once(Episode.class, CALM, calm);
        }
    }

    void isCalm() {
        isCalming = false;
        isOn = false;
        LOG.info("{} accepts again at {}", ctx.self(), handle.localAddress());
        observer.resumed(handle.localAddress());
    }
}
