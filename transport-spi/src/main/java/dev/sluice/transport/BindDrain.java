package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain of a bind: its connections are told to finish, then closed, then aborted. They are found by way of the loops' pollers, so
 * that nobody keeps a list of them.
 */
final class BindDrain {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private static final long FAR = Long.MAX_VALUE / 2;
    private static final Logger LOG = LoggerFactory.getLogger(StreamBind.class);

    private final Context<StreamBind.Command> ctx;
    private final List<Loop> loops;
    private final Admission admission;
    private final StreamBind.Command timeIsOver;
    private final List<ActorRef<? super StreamBind.Drained>> waiting = new ArrayList<>();
    private long until;
    private int late;

    /** The message {@code timeIsOver} comes back by {@link #timeIsOver}. */
    BindDrain(Context<StreamBind.Command> ctx, List<Loop> loops, Admission admission, StreamBind.Command timeIsOver) {
        this.ctx = ctx;
        this.loops = loops;
        this.admission = admission;
        this.timeIsOver = timeIsOver;
    }

    /** Of several, the deadline that comes first counts. */
    void join(Duration within, ActorRef<? super StreamBind.Drained> replyTo) {
        if (replyTo != null) {
            waiting.add(replyTo);
        }
        boolean begins = admission.stage() == Admission.Stage.OPEN;
        long end = System.nanoTime() + Math.min(Scheduler.nanos(within), FAR);
        if (begins || admission.stage() == Admission.Stage.DRAINING && end - until < 0) {
            until = end;
            admission.drainUntil(end);
            ctx.timers().once(BindDrain.class, within, timeIsOver);
        }
        if (begins) {
            tellConnections();
        }
    }

    void timeIsOver() {
        if (admission.stage() == Admission.Stage.DRAINING) {
            late = admission.open();
            admission.stage(Admission.Stage.CLOSING);
            ctx.timers().once(BindDrain.class, CLOSE_WITHIN, timeIsOver);
        } else {
            admission.stage(Admission.Stage.ABORTING);
        }
        tellConnections();
    }

    private void tellConnections() {
        for (Loop loop : loops) {
            try {
                loop.execute(() -> tellThoseOn(loop));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} is closed, and so is what lived there", loop);
            }
        }
    }

    private static void tellThoseOn(Loop loop) {
        try {
            loop.poller(ChannelPoller.class, BindDrain::noPoller).raiseAll(Ready.DRAIN);
        } catch (IllegalStateException e) {
            LOG.trace("nobody is there on {}", loop, e);
        }
    }

    private static ChannelPoller noPoller() {
        throw new IllegalStateException("a loop without channels");
    }

    /** All have ended, or the one who waits for them has. */
    void end() {
        StreamBind.Drained drained = new StreamBind.Drained(Math.max(late, admission.open()));
        waiting.forEach(one -> one.tell(drained));
    }
}
