package dev.sluice.actor;

import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import dev.sluice.runtime.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One actor: its mailbox, its ref, and its life in one object, because there may be millions.
 *
 * <p>Only one {@link Activation} runs at a time, so all fields but those of the mailbox are plain. The states and their paths are drawn on the package page; they change
 * in {@link #create}, {@link #restart}, {@link #stopNow}, {@link #childrenGone} and {@link #end} only.
 */
final class Cell<M> extends Activation implements ActorRef<M> {
    private enum Phase {
        STARTING, RUNNING, RESTARTING, STOPPING, HELD, STOPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);

    final Cell<?> parent;
    final Spec spec;
    /** Null once it can't be needed any more: it may hold much that the actor itself does not. */
    private ActorFactory<M> factory;
    private final Home home;
    private final long number;
    Cell<?> elder;
    Cell<?> younger;
    private Actor<M> actor;
    private Phase phase = Phase.STARTING;
    private Watch watchers;
    /** See {@link Watches}. */
    Object watches;
    private Extras extras;

    Cell(Home home, Cell<?> parent, Spec spec, ActorFactory<M> factory) {
        this.home = home;
        this.parent = parent;
        this.spec = spec;
        this.factory = Objects.requireNonNull(factory, "factory");
        this.number = home.system().nextNumber();
    }

    // ---- from any thread ----

    @Override
    public void tell(M message) {
        send(new Envelope(Objects.requireNonNull(message, "message"), null));
    }

    @Override
    public <N> ActorRef<N> accepting(Function<? super N, ? extends M> f) {
        return new View<>(this, f);
    }

    void post(SystemMessage message) {
        if (pushUrgent(message)) {
            scheduleIfAsleep();
        } else {
            message.refused(this);
        }
    }

    @Override
    void endBroken(Throwable cause) {
        LOG.error("{} can't go on", this, cause);
        extras().stop = new Stop.Failed(cause);
        stopChildren();
        end();
    }

    @Override
    boolean isOver() {
        return phase == Phase.STOPPED;
    }

    @Override
    void drop(Envelope envelope) {
        if (envelope.delivery == null || envelope.delivery.dropped(envelope.message)) {
            system().deadLetter(envelope.message, this, DeadLetter.Reason.STOPPED);
        }
    }

    // ---- what a turn is made of ----

    /** What is urgent, then one message. False if there was nothing to do. */
    @Override
    boolean step() {
        if (isUrgent()) {
            serveUrgent();
            if (hasUrgent()) {
                return true; // what that has set off, such as a stop, also comes before the next message
            }
        }
        switch (phase) {
            case STARTING -> create();
            case RUNNING -> {
                Envelope envelope = (Envelope) poll();
                if (envelope == null) {
                    return false;
                }
                handle(envelope);
            }
            case RESTARTING, STOPPING -> {
                absorb();
                return false;
            }
            case HELD -> {
                Envelope envelope = (Envelope) poll();
                if (envelope == null) {
                    return false;
                }
                drop(envelope);
            }
            case STOPPED -> {
                return false;
            }
        }
        return true;
    }

    private void serveUrgent() {
        for (Node node = takeUrgent(); node != null;) {
            Node next = after(node);
            hand((SystemMessage) node);
            node = next;
        }
        if (phase == Phase.STARTING) {
            create();
        }
        int bits = takeSignals();
        if (bits != 0 && actor instanceof LoopActor<M> driven) {
            signal(driven, bits);
        }
    }

    /** One that came before it may have ended this cell. */
    private void hand(SystemMessage message) {
        if (phase == Phase.STOPPED) {
            message.refused(this);
        } else {
            message.deliver(this);
        }
    }

    private void signal(LoopActor<M> driven, int bits) {
        try {
            driven.onSignal(bits);
        } catch (Throwable e) {
            failed(e, null);
        }
    }

    @Override
    void endBatch() {
        if (phase == Phase.RUNNING && actor instanceof LoopActor<M> driven) {
            try {
                driven.onBatchEnd();
            } catch (Throwable e) {
                failed(e, null);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void handle(Envelope envelope) {
        Delivery delivery = envelope.delivery;
        try {
            Object message = delivery == null ? envelope.message : delivery.open(this, envelope.message);
            if (message != null) {
                actor.on((M) message);
            }
        } catch (Throwable e) {
            failed(e, envelope.message);
        }
        if (delivery != null) {
            delivery.handled(this, envelope.message);
        }
    }

    // ---- life ----

    private void create() {
        boolean first = incarnation() == 0;
        try {
            actor = Objects.requireNonNull(factory.create(new CellContext<>(this)), "the factory returned null");
            phase = Phase.RUNNING;
            factory = spec.mayRestart() ? factory : null;
        } catch (Throwable e) {
            if (first) {
                system().reportIfFatal(e);
                LOG.error("{} failed to start", this, e);
                stopNow(new Stop.StartFailed(e));
            } else {
                failed(e, null);
            }
        }
    }

    void failed(Throwable cause, Object message) {
        if (phase == Phase.RUNNING && wasKilled()) {
            LOG.debug("{} was killed, and interrupted", this, cause);
            return;
        }
        if (phase != Phase.RUNNING && phase != Phase.RESTARTING) {
            failedWhileStopping(cause);
            return;
        }
        switch (decide(cause, message)) {
            case Directive.Resume resume -> LOG.warn("{} failed, and goes on", this, cause);
            case Directive.End end -> {
                LOG.error("{} failed, and stops", this, cause);
                stopNow(new Stop.Failed(cause));
            }
            case Directive.Escalate escalate -> stopNow(new Stop.Escalated(cause));
            case Directive.Restart restart -> restart(cause, restart);
        }
    }

    /** What fails where a kill interrupts may have failed for that: then the kill is the reason, and not the failure. */
    private boolean wasKilled() {
        if (!hasUrgent() || Interrupts.of(dispatcher()) == null) {
            return false;
        }
        serveUrgent();
        return phase != Phase.RUNNING;
    }

    private void failedWhileStopping(Throwable cause) {
        LOG.error("{} failed while it was stopping", this, cause);
        if (phase == Phase.HELD) {
            end();
        }
    }

    private Directive decide(Throwable cause, Object message) {
        if (system().reportIfFatal(cause)) {
            return Directive.STOP;
        }
        try {
            int restarts = extras == null || extras.history == null ? 0 : extras.history.restarts();
            Directive directive = spec.decide(new Failure(this, cause, message, restarts));
            // A factory that failed at a restart has left nothing that could go on.
            return directive instanceof Directive.Resume && actor == null ? Directive.STOP : directive;
        } catch (Throwable e) {
            if (e != cause) {
                cause.addSuppressed(e);
            }
            return Directive.STOP;
        }
    }

    private void restart(Throwable cause, Directive.Restart how) {
        if (extras().history == null) {
            extras.history = new RestartHistory();
        }
        long pause = extras.history.next(how, scheduler().nanoTime());
        if (pause == RestartHistory.REFUSED) {
            LOG.error("{} failed too often, and stops", this, cause);
            stopNow(how.escalates() ? new Stop.Escalated(cause) : new Stop.Failed(cause));
            return;
        }
        LOG.warn("{} failed, and restarts", this, cause);
        phase = Phase.RESTARTING;
        callStopping(new Stop.Restarting(cause));
        extras.incarnation++;
        extras.holds = 0;
        extras.pause = pause;
        if (!stopChildren()) {
            childrenGone();
        }
    }

    void backoffOver() {
        if (phase == Phase.RESTARTING) {
            create();
        }
    }

    void stopNow(Stop reason) {
        switch (phase) {
            case STARTING, RUNNING, RESTARTING -> {
                phase = Phase.STOPPING;
                extras().stop = reason;
                if (!stopChildren()) {
                    childrenGone();
                }
            }
            case HELD -> {
                if (reason instanceof Stop.Killed) {
                    end();
                }
            }
            case STOPPING, STOPPED -> {
            }
        }
    }

    private void childrenGone() {
        if (phase == Phase.RESTARTING) {
            dropWhatTheInstanceAskedFor();
            if (extras.pause == 0) {
                post(new SystemMessage.BackoffOver()); // not at once: a factory that always fails leaves room for others
            } else {
                scheduler().schedule(extras.pause, () -> post(new SystemMessage.BackoffOver()));
            }
        } else {
            callStopping(extras.stop);
            phase = Phase.HELD;
            if (extras.holds == 0) {
                end();
            }
        }
    }

    private void dropWhatTheInstanceAskedFor() {
        if (extras.timers != null) {
            extras.timers.cancelAll();
        }
        Watches.endAll(this);
    }

    private void callStopping(Stop reason) {
        Actor<M> instance = actor;
        if (instance != null) {
            try {
                instance.stopping(reason);
            } catch (Throwable e) {
                system().reportIfFatal(e);
                LOG.error("{} failed in its stopping hook", this, e);
            }
        }
        if (reason instanceof Stop.Restarting) {
            actor = null;
        }
    }

    /** Holds are counted for one instance: those of an earlier one mean nothing any more. */
    void hold() {
        extras().holds++;
    }

    void holdReleased(int holder) {
        if (holder == incarnation() && --extras.holds == 0 && phase == Phase.HELD) {
            end();
        }
    }

    /** The last one still counts when the cell ends, so that its purpose is seen to. */
    void holdExpired(int holder) {
        if (holder == incarnation() && phase == Phase.HELD && extras.holds == 1) {
            LOG.warn("{} was held longer than it may be, and ends", this);
            end();
        } else {
            holdReleased(holder);
        }
    }

    private void cutShort() {
        if (actor instanceof LoopActor<M> driven) {
            try {
                driven.onHoldCutShort();
            } catch (Throwable e) {
                LOG.error("{} failed when its stop was cut short", this, e);
            }
        }
    }

    /** The watchers first, the parent last. */
    private void end() {
        if (phase == Phase.HELD && extras.holds > 0) {
            cutShort();
        }
        phase = Phase.STOPPED;
        actor = null;
        dropWhatTheInstanceAskedFor();
        extras.failAsks();
        close();
        for (Envelope left; (left = (Envelope) poll()) != null;) {
            drop(left);
        }
        for (Node node = shutUrgent(); node != null;) {
            Node next = after(node);
            ((SystemMessage) node).refused(this);
            node = next;
        }
        for (Watch watch = watchers; watch != null; watch = watch.later) {
            watch.targetStopped(this);
        }
        watchers = null;
        if (parent != null) {
            parent.post(new SystemMessage.ChildStopped(this));
        }
    }

    // ---- children and watchers ----

    <C> Cell<C> spawn(Spec child, ActorFactory<C> childFactory) {
        if (phase == Phase.STOPPING || phase == Phase.HELD || phase == Phase.STOPPED) {
            throw new IllegalStateException(this + " is stopping, and can't spawn");
        }
        Cell<C> cell = new Cell<>(home.of(child), this, child, childFactory);
        extras().addChild(cell);
        cell.scheduleIfAsleep();
        return cell;
    }

    void adopt(Cell<?> child) {
        extras().addChild(child);
        if (phase == Phase.STOPPING || phase == Phase.HELD) {
            child.post(new SystemMessage.StopRequest(new Stop.Normal()));
        }
    }

    void childStopped(Cell<?> child) {
        extras.removeChild(child);
        boolean waiting = phase == Phase.RESTARTING || phase == Phase.STOPPING;
        if (waiting && !hasChildren()) {
            childrenGone();
        } else if (phase == Phase.RUNNING && child.stopReason() instanceof Stop.Escalated escalated) {
            failed(escalated.cause(), null);
        }
    }

    private boolean hasChildren() {
        return extras != null && extras.eldest != null;
    }

    /** False if there are none. */
    private boolean stopChildren() {
        children().forEach(child -> child.post(new SystemMessage.StopRequest(new Stop.Normal())));
        return hasChildren();
    }

    List<Cell<?>> children() {
        List<Cell<?>> children = new ArrayList<>();
        for (Cell<?> child = hasChildren() ? extras.eldest : null; child != null; child = child.younger) {
            children.add(child);
        }
        return children;
    }

    void addWatcher(Watch watch) {
        watch.later = watchers;
        if (watchers != null) {
            watchers.earlier = watch;
        }
        watchers = watch;
    }

    void removeWatcher(Watch watch) {
        if (watch.earlier != null) {
            watch.earlier.later = watch.later;
        } else if (watchers == watch) {
            watchers = watch.later;
        }
        if (watch.later != null) {
            watch.later.earlier = watch.earlier;
        }
    }

    // ---- for those who work for this cell ----

    Extras extras() {
        if (extras == null) {
            extras = new Extras();
        }
        return extras;
    }

    /** How often it was restarted. */
    int incarnation() {
        return extras == null ? 0 : extras.incarnation;
    }

    /** Once it has begun to stop. */
    Stop stopReason() {
        return extras.stop;
    }

    Home home() {
        return home;
    }

    LocalSystem system() {
        return home.system();
    }

    @Override
    Dispatcher dispatcher() {
        return home.dispatcher();
    }

    @Override
    Budget budget() {
        return system().budget();
    }

    @Override
    long nanoTime() {
        return scheduler().nanoTime();
    }

    Scheduler scheduler() {
        Loop loop = dispatcher().loop();
        return loop == null ? system().scheduler() : loop;
    }

    @Override
    public String toString() {
        return (parent == null ? system().name() : parent.path()) + "/" + spec.name() + "#" + number;
    }

    private String path() {
        return (parent == null ? system().name() : parent.path()) + "/" + spec.name();
    }
}
