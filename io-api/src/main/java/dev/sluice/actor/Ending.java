package dev.sluice.actor;

import dev.sluice.loop.Scheduler;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a cell comes to its end: those who depend on it let go, its children end, what it holds is released. All of it belongs to the
 * cell's turns.
 */
abstract class Ending<M> extends Kin {
    enum Phase {
        /** The factory has not run. */
        NEW,
        /** The instance is there, but not all that it requires. */
        STARTING, RUNNING,
        /** There is no instance: the children end, what was acquired is given back, a pause goes by. */
        RESTARTING,
        /** Those who depend on it are asked to let go. */
        RELEASING,
        /** The children end. */
        STOPPING,
        /** Somebody still holds the stop. */
        HELD, STOPPED;

        private static final Phase[] ALL = values();
    }

    static final Logger LOG = LoggerFactory.getLogger(Actor.class);
    private static final Duration RELEASED_WITHIN = Duration.ofSeconds(10);

    /** Null before it is made, and during a restart. */
    Actor<M> actor;
    /** By its number, which needs a quarter of the room of a reference: there may be millions of cells. */
    private byte phase = (byte) Phase.NEW.ordinal();

    Ending(Cell<?> parent, Spec spec) {
        super(parent, spec);
    }

    abstract Cell<M> cell();

    abstract LocalSystem system();

    abstract Scheduler scheduler();

    abstract void forgetFactory();

    /** Nothing is handled any more, and what is left is dropped. */
    abstract void closeMailbox();

    final Phase phase() {
        return Phase.ALL[phase];
    }

    final boolean is(Phase one) {
        return phase == one.ordinal();
    }

    final void enter(Phase next) {
        phase = (byte) next.ordinal();
    }

    final boolean isRunning() {
        return is(Phase.RUNNING);
    }

    /** It has begun to stop, or has stopped. */
    final boolean isEnding() {
        return phase >= Phase.RELEASING.ordinal();
    }

    @Override
    final boolean isOver() {
        return is(Phase.STOPPED);
    }

    @Override
    boolean takesMessages() {
        return switch (phase()) {
            case NEW, RUNNING, HELD -> true;
            case STARTING, RESTARTING, RELEASING, STOPPING, STOPPED -> false;
        };
    }

    /** Once it has begun to stop. */
    final Stop stopReason() {
        return extras().stop;
    }

    // ---- step by step ----

    final void stopNow(Stop reason) {
        boolean killed = reason instanceof Stop.Killed;
        switch (phase()) {
            case NEW, STARTING, RUNNING, RESTARTING -> beginStop(reason);
            case RELEASING, STOPPING -> {
                if (killed) {
                    cutStepShort();
                }
            }
            case HELD -> {
                if (killed) {
                    end();
                }
            }
            case STOPPED -> {
            }
        }
    }

    /** Those first who depend on it; one that is killed doesn't wait for them. */
    private void beginStop(Stop reason) {
        enter(Phase.RELEASING);
        extras().stop = reason;
        extras().bondsIfAny().endStartup();
        system().registry().gone(cell());
        extras().bondsIfAny().dependents().forEach(dependent -> dependent.ask(reason));
        if (extras().bondsIfAny().dependents().isEmpty() || reason instanceof Stop.Killed) {
            released();
        } else {
            cutShortAfter(spec.stopDeadline() == null ? RELEASED_WITHIN : spec.stopDeadline());
        }
    }

    /** A dependent has let go, or has ended. */
    final void released(Dependency dependency) {
        extras().bondsIfAny().remove(dependency);
        if (is(Phase.RELEASING) && extras().bondsIfAny().dependents().isEmpty()) {
            released();
        }
    }

    /** No other actor needs this one any more. */
    private void released() {
        enter(Phase.STOPPING);
        if (!stopChildren()) {
            childrenGone();
        } else if (spec.stopDeadline() != null) {
            cutShortAfter(spec.stopDeadline());
        }
    }

    private void cutShortAfter(Duration deadline) {
        Phase step = phase();
        extras().setDeadline(scheduler().schedule(Scheduler.nanos(deadline), () -> later(() -> overdue(step))));
    }

    private void overdue(Phase step) {
        if (is(step)) {
            LOG.warn("{} does not stop in time: {}", this, step == Phase.RELEASING
                ? extras().bondsIfAny().dependents() + " do not let go"
                : "these have not ended: " + children());
            cutStepShort();
        }
    }

    private void cutStepShort() {
        if (is(Phase.RELEASING)) {
            released();
        } else if (extras().hurried) {
            childrenGone();
        } else {
            hurry();
        }
    }

    /** The children end without waiting for what they wait for, and so does this one. */
    private void hurry() {
        extras().hurried = true;
        children().forEach(Kill::send);
        if (spec.stopDeadline() != null) {
            cutShortAfter(spec.stopDeadline());
        }
    }

    final void childrenGone() {
        callStopping(extras().stop);
        enter(Phase.HELD);
        hold();
        if (isLent()) {
            hold(); // until a blocking actor's body, which is led out, has ended
        }
        extras().bondsIfAny().giveBack(() -> holdReleased(incarnation()));
        if (is(Phase.HELD) && extras().hurried) {
            end();
        }
    }

    final void dropWhatTheInstanceAskedFor() {
        extras().endWhatTheInstanceAskedFor();
        Watches.endAll(cell());
    }

    final void callStopping(Stop reason) {
        if (actor == null) {
            return;
        }
        try {
            actor.stopping(reason);
        } catch (Throwable e) {
            system().reportIfFatal(e);
            LOG.error("{} failed in its stopping hook", this, e);
        }
    }

    /** Holds are counted for one instance: those of an earlier one mean nothing any more. */
    final void hold() {
        extras().holds++;
    }

    final void holdReleased(int holder) {
        if (holder == incarnation() && --extras().holds == 0 && is(Phase.HELD)) {
            end();
        }
    }

    /** The last one still counts when the cell ends, so that its purpose is seen to. */
    final void holdExpired(int holder) {
        if (holder == incarnation() && is(Phase.HELD) && extras().holds == 1) {
            LOG.warn("{} was held longer than it may be, and ends", this);
            end();
        } else {
            holdReleased(holder);
        }
    }

    private void cutShort() {
        extras().bondsIfAny().cutShort();
        if (actor instanceof LoopActor<M> driven) {
            try {
                driven.onHoldCutShort();
            } catch (Throwable e) {
                system().reportIfFatal(e);
                LOG.error("{} failed when its stop was cut short", this, e);
            }
        }
    }

    /** Something failed that is not the user's: nobody will run this cell again. */
    @Override
    final void endBroken(Throwable cause) {
        system().reportIfFatal(cause);
        LOG.error("{} can't go on", this, cause);
        extras().stop = new Stop.Failed(cause);
        stopChildren();
        extras().bondsIfAny().endStartup();
        extras().bondsIfAny().dependents().forEach(dependent -> dependent.ask(extras().stop));
        extras().bondsIfAny().cutShort();
        end();
    }

    /** The watchers first, the parent last. */
    private void end() {
        if (is(Phase.HELD) && extras().holds > 0) {
            cutShort();
        }
        if (!is(Phase.STOPPED)) {
            system().tally().ended();
        }
        enter(Phase.STOPPED);
        actor = null;
        forgetFactory();
        dropWhatTheInstanceAskedFor();
        Link.endAll(cell());
        extras().setDeadline(null);
        extras().failAsks();
        closeMailbox();
        extras().bondsIfAny().takeRunningWatches().forEach(watch -> watch.refused(cell()));
        tellWatchers(cell());
        if (parent != null) {
            parent.post(new SystemMessage.ChildStopped(cell()));
        }
    }

    final void failedWhileStopping(Throwable cause) {
        system().reportIfFatal(cause);
        LOG.error("{} failed while it was stopping", this, cause);
        if (is(Phase.HELD)) {
            end();
        }
    }

    final void later(Runnable step) {
        cell().post(new SystemMessage.Step(step));
    }
}
