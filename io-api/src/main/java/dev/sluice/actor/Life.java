package dev.sluice.actor;

import dev.sluice.jfr.RestartEvent;
import java.util.Objects;

/**
 * The life of a cell up to its {@link Ending}: start, failure, restart. The states and their paths are drawn on the package page. All
 * of it belongs to the cell's turns.
 */
abstract class Life<M> extends Ending<M> {
    /** Null once it can't be needed any more: it may hold much that the actor itself does not. */
    private ActorFactory<M> factory;

    Life(Cell<?> parent, Spec spec, ActorFactory<M> factory) {
        super(parent, spec);
        this.factory = Objects.requireNonNull(factory, "factory");
    }

    @Override
    final void forgetFactory() {
        factory = null;
    }

    // ---- start ----

    final void create() {
        try {
            actor = Objects.requireNonNull(factory.create(new CellContext<>(cell())), "the factory returned null");
            factory = spec.mayRestart() ? factory : null;
        } catch (Throwable e) {
            startFailed(e);
            return;
        }
        enter(Phase.STARTING);
        if (!hasExtras() || !extras().bondsIfAny().isWaiting()) {
            started();
        }
    }

    @SuppressWarnings("unchecked")
    final Startup<M> startup() {
        Bonds bonds = extras().bonds();
        if (bonds.startup() == null) {
            if (isRunning() || isEnding()) {
                throw new IllegalStateException(this + " has started already");
            }
            bonds.begin(new StartupPlan<>(cell()));
        }
        return (Startup<M>) bonds.startup();
    }

    /** Nobody is found who isn't running. */
    final <N> void register(Key<N> key, ActorRef<? super N> ref) {
        if (isRunning()) {
            system().registry().register(key, ref);
        } else if (!isEnding()) {
            RunningWatch.of(cell()).thenRun(() -> register(key, ref));
        }
    }

    /** All that it requires is there. If it is still in its factory, that will be found afterwards. */
    final void started() {
        if (!is(Phase.STARTING)) {
            return;
        }
        enter(Phase.RUNNING);
        if (hasExtras()) {
            extras().bondsIfAny().endStartup();
            extras().bondsIfAny().takeRunningWatches().forEach(RunningWatch::complete);
            leaveZone();
        }
    }

    private void leaveZone() {
        ZoneRestart zone = extras().hasRestarts() ? restarts().takeZone() : null;
        if (zone != null) {
            zone.running(cell());
        }
    }

    final void startFailed(Throwable cause) {
        if (incarnation() > 0) {
            failed(cause, null);
        } else if (!isEnding()) {
            system().reportIfFatal(cause);
            LOG.error("{} failed to start", this, cause);
            stopNow(new Stop.StartFailed(cause));
        }
    }

    // ---- failure ----

    /** Whether the failure at hand is the sound of a kill; that has then been heard. */
    abstract boolean wasKilled();

    final void failed(Throwable cause, Object message) {
        if (isRunning() && wasKilled()) {
            failedWhenKilled(cause);
            return;
        }
        if (isEnding()) {
            failedWhileStopping(cause);
            return;
        }
        switch (decide(cause, message)) {
            case Directive.Resume resume -> {
                if (parent != null) { // at the top, what to say has been said
                    LOG.warn("{} failed, and goes on", this, cause);
                }
            }
            case Directive.End end -> {
                LOG.error("{} failed, and stops", this, cause);
                stopNow(new Stop.Failed(cause));
            }
            case Directive.Escalate escalate -> stopNow(new Stop.Escalated(cause));
            case Directive.Restart restart -> restart(cause, restart);
        }
    }

    /** Something else may have come first than a kill: then the failure is no sound of it, and is told as what it is. */
    private void failedWhenKilled(Throwable cause) {
        system().reportIfFatal(cause);
        if (isEnding() && stopReason() instanceof Stop.Killed) {
            LOG.debug("{} was killed, and interrupted", this, cause);
        } else {
            LOG.error("{} failed when its end or restart had begun", this, cause);
        }
    }

    private Directive decide(Throwable cause, Object message) {
        if (system().reportIfFatal(cause)) {
            return Directive.STOP;
        }
        try {
            int restarts = hasExtras() && extras().hasRestarts() ? restarts().history().restarts() : 0;
            Directive directive = spec.decide(new Failure(cell(), cause, message, restarts));
            // A start that failed has left nothing that could go on. One of the tops, though, may get children before it is made.
            boolean isOver = !isRunning() && !is(Phase.NEW);
            return directive instanceof Directive.Resume && isOver ? Directive.STOP : directive;
        } catch (Throwable e) {
            if (e != cause) {
                cause.addSuppressed(e);
            }
            system().reportIfFatal(e);
            return Directive.STOP;
        }
    }

    // ---- restart ----

    final Restarts restarts() {
        return extras().restarts(cell());
    }

    private void restart(Throwable cause, Directive.Restart how) {
        long pause = restarts().history().next(how, scheduler().nanoTime());
        if (pause == RestartHistory.REFUSED) {
            LOG.error("{} failed too often, and stops", this, cause);
            stopNow(how.escalates() ? new Stop.Escalated(cause) : new Stop.Failed(cause));
            return;
        }
        LOG.warn("{} failed, and restarts after {} ms", this, pause / 1_000_000, cause);
        if (how.scope() != Directive.Scope.ONE) {
            restarts().enter(new ZoneRestart(cell(), cause, how.scope()));
            restarts().zone.begin();
        }
        suspend(cause, pause);
    }

    private void suspend(Throwable cause, long pause) {
        enter(Phase.RESTARTING);
        extras().bondsIfAny().endStartup();
        callStopping(new Stop.Restarting(cause));
        actor = null;
        restarts().incarnation++;
        system().tally().restarted();
        RestartEvent.tell(this, cause, incarnation());
        extras().holds = 0;
        restarts().pause = pause;
        restarts().awaitsChildren = !spec.isKeepingChildren() && stopChildren();
        if (!restarts().awaitsChildren) {
            suspended();
        }
    }

    /** Nothing of the old instance is there any more, but what it had acquired. */
    private void suspended() {
        dropWhatTheInstanceAskedFor();
        Link.unlinkAll(cell());
        extras().bondsIfAny().giveBack(this::pause);
    }

    /** Also without a pause not at once: a factory that always fails leaves room for others. */
    private void pause() {
        if (restarts().pause == 0) {
            later(this::pauseOver);
        } else {
            extras().setDeadline(scheduler().schedule(restarts().pause, () -> later(this::pauseOver)));
        }
    }

    private void pauseOver() {
        if (!is(Phase.RESTARTING)) {
            return;
        }
        restarts().paused = true;
        if (restarts().waitsForZone()) {
            restarts().zone.suspended(cell());
        } else {
            resume();
        }
    }

    private void resume() {
        restarts().paused = false;
        create();
    }

    /** A sibling has failed, and this one is restarted with it. */
    final void suspendFor(ZoneRestart zone) {
        if (isEnding()) {
            return;
        }
        if (!is(Phase.RESTARTING) && !is(Phase.NEW) && !spec.mayRestart()) {
            LOG.warn("{} has no onFailure, can't be made anew, and stops with its sibling that failed", this);
            stopNow(new Stop.Failed(zone.cause()));
            return;
        }
        restarts().enter(zone);
        switch (phase()) {
            case NEW -> {
                enter(Phase.RESTARTING);
                pauseOver();
            }
            case STARTING, RUNNING -> suspend(zone.cause(), 0);
            default -> {
                if (restarts().paused) {
                    zone.suspended(cell());
                }
            }
        }
    }

    final void resumeFrom(ZoneRestart zone) {
        if (is(Phase.RESTARTING) && restarts().zone == zone) {
            restarts().released = true;
            resume();
        }
    }

    // ---- children ----

    final void childStopped(Cell<?> child) {
        extras().children().remove(child);
        if (extras().hasRestarts() && restarts().led != null) {
            restarts().led.ended(child);
        }
        switch (phase()) {
            case RESTARTING -> {
                if (restarts().awaitsChildren && isLastChildGone()) {
                    restarts().awaitsChildren = false;
                    suspended();
                } else if (!restarts().awaitsChildren && child.spec.isSignificant()) {
                    lostSignificant(child.stopReason());
                }
            }
            case STOPPING -> {
                if (isLastChildGone()) {
                    childrenGone();
                }
            }
            case NEW, STARTING, RUNNING -> lost(child);
            case RELEASING, HELD, STOPPED -> {
            }
        }
    }

    private void lost(Cell<?> child) {
        Stop reason = child.stopReason();
        if (reason instanceof Stop.Escalated(var cause)) {
            failed(cause, null);
        } else if (child.spec.isSignificant()) {
            lostSignificant(reason);
        }
    }

    private void lostSignificant(Stop reason) {
        stopNow(reason instanceof Stop.Killed ? new Stop.Normal() : reason);
    }
}
