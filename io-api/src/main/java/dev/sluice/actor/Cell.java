package dev.sluice.actor;

import dev.sluice.jfr.SlowHandlerEvent;
import dev.sluice.loop.Loop;
import dev.sluice.loop.Scheduler;
import dev.sluice.runtime.Node;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One actor: its mailbox, its ref, and its life in one object, because there may be millions. What it inherits: turns ({@link
 * Activation}), relations ({@link Kin}), and a {@link Life}; what is here is how messages come in and are handled.
 *
 * <p>Only one activation runs at a time, so all fields but those of the mailbox are plain.
 */
class Cell<M> extends Life<M> implements ActorRef<M> {
    private final Home home;
    private final long number;
    /** How many messages its handler was given; what no longer fits in here is in the extras. Others may read it, and see it late. */
    private int handled;

    Cell(Home home, Cell<?> parent, Spec spec, ActorFactory<M> factory) {
        super(parent, spec, factory);
        this.home = home;
        this.number = home.system().tally().spawned();
    }

    // ---- from any thread ----

    @Override
    public void tell(M message) {
        tell(message, null);
    }

    /** For everything that a sender's code has made. */
    void tell(Object message, Delivery delivery) {
        send(new Envelope(home.sent(message), delivery));
    }

    @Override
    public Offer offer(M message) {
        return offer(message, null);
    }

    Offer offer(Object message, Delivery delivery) {
        return offer(new Envelope(home.sent(message), delivery));
    }

    Offer offer(Object message, Delivery delivery, Duration atMost) throws InterruptedException {
        return offer(new Envelope(home.sent(message), delivery), atMost);
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
    void drop(Envelope envelope, DeadLetter.Reason reason) {
        if (envelope.delivery == null || envelope.delivery.dropped(envelope.message, reason)) {
            system().deadLetter(envelope.message, this, reason);
        }
    }

    @Override
    void overflowed(Throwable cause, Object message) {
        post(new SystemMessage.Step(() -> {
            overflowTold();
            if (isRunning()) {
                failed(cause, message);
            }
        }));
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
        return switch (phase()) {
            case NEW -> {
                create();
                yield true;
            }
            case RUNNING, HELD -> next();
            case STARTING, RESTARTING, RELEASING, STOPPING -> {
                absorb();
                yield false;
            }
            case STOPPED -> false;
        };
    }

    /** What fails where a kill interrupts may have failed for that: then the kill is the reason, and not the failure. */
    @Override
    boolean wasKilled() {
        if (!hasUrgent() || Interrupts.of(dispatcher()) == null) {
            return false;
        }
        serveUrgent();
        return !isRunning();
    }

    private void serveUrgent() {
        for (Node node = takeUrgent(); node != null;) {
            Node next = after(node);
            hand((SystemMessage) node);
            node = next;
        }
        if (phase() == Phase.NEW) {
            create();
        }
        int bits = takeSignals();
        if (bits != 0 && actor instanceof LoopActor<M> driven) {
            signal(driven, bits);
        }
    }

    /** One that came before it may have ended this cell. */
    private void hand(SystemMessage message) {
        if (isOver()) {
            message.refused(this);
        } else {
            message.deliver(this);
        }
    }

    private void signal(LoopActor<M> driven, int bits) {
        try {
            if (SlowHandlerEvent.isRecorded()) {
                measured("signals", () -> driven.onSignal(bits));
            } else {
                driven.onSignal(bits);
            }
        } catch (Throwable e) {
            failed(e, null);
        }
    }

    boolean next() {
        Envelope envelope = take();
        if (envelope == null) {
            return false;
        }
        if (isRunning()) {
            handle(envelope);
        } else {
            drop(envelope, DeadLetter.Reason.STOPPED);
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private void handle(Envelope envelope) {
        Delivery delivery = envelope.delivery;
        try {
            Object message = delivery == null ? envelope.message : delivery.open(this, envelope.message);
            if (message != null) {
                accept((M) message);
            }
        } catch (Throwable e) {
            failed(e, envelope.message);
        }
        handled(envelope);
    }

    final void handled(Envelope envelope) {
        if (envelope.delivery != null) {
            envelope.delivery.handled(this, envelope.message);
        }
        if (hasExtras()) {
            extras().handled(envelope.delivery);
        }
    }

    final void become(Actor<M> behaviour) {
        if (actor == null) {
            throw new IllegalStateException(this + " has no instance yet");
        }
        actor = Became.become(actor, behaviour);
    }

    /** One more was given to its handler. */
    final void countHandled() {
        if (++handled == 0) {
            extras().handledOverflows++;
        }
    }

    private void accept(M message) throws Exception {
        countHandled();
        if (SlowHandlerEvent.isRecorded()) {
            measured(message, () -> pass(message));
        } else {
            pass(message);
        }
    }

    private void pass(M message) throws Exception {
        Interceptor interceptor = home.interceptor();
        if (interceptor == null) {
            actor.on(message);
        } else {
            Intercepted.pass(this, interceptor, message);
        }
    }

    private void measured(Object what, Interceptor.Handling handling) throws Exception {
        SlowHandlerEvent event = SlowHandlerEvent.started();
        try {
            handling.proceed();
        } finally {
            event.ended(this, what);
        }
    }

    @Override
    void endBatch() {
        if (isRunning() && actor instanceof LoopActor<M> driven) {
            try {
                if (SlowHandlerEvent.isRecorded()) {
                    measured("end of batch", driven::onBatchEnd);
                } else {
                    driven.onBatchEnd();
                }
            } catch (Throwable e) {
                failed(e, null);
            }
        }
    }

    @Override
    void closeMailbox() {
        closeIntake();
        for (Node node = shutUrgent(); node != null;) {
            Node next = after(node);
            ((SystemMessage) node).refused(this);
            node = next;
        }
    }

    // ---- children ----

    <C> Cell<C> spawn(Spec child, ActorFactory<C> childFactory) {
        return spawn(new Cell<>(home.of(child), this, child, childFactory));
    }

    <C> Cell<C> spawnBlocking(Spec child, BlockingActor<C> body) {
        return spawn(new BlockingCell<>(home.of(child), this, child, body));
    }

    private <C> Cell<C> spawn(Cell<C> child) {
        if (isEnding()) {
            throw new IllegalStateException(this + " is stopping, and can't spawn");
        }
        extras().children().add(child);
        child.scheduleIfAsleep();
        return child;
    }

    /** A child that was spawned from outside; if it comes too late, it goes at once. */
    void adopt(Cell<?> child) {
        extras().children().add(child);
        if (isEnding()) {
            child.post(new SystemMessage.StopRequest());
        }
    }

    // ---- how it is ----

    /** In its turn. */
    ActorTree picture() {
        return picture(state(), null);
    }

    /** From any thread, of one that gives no answer. */
    ActorTree pictureFromOutside() {
        return picture(ActorTree.State.BUSY, place());
    }

    private ActorTree picture(ActorTree.State state, String place) {
        return new ActorTree(spec.name(), this, state, dispatcher().toString(), waiting(), handled(), incarnation(),
            place,
            List.of());
    }

    private ActorTree.State state() {
        return switch (phase()) {
            case NEW, STARTING -> ActorTree.State.STARTING;
            case RUNNING -> ActorTree.State.RUNNING;
            case RESTARTING -> ActorTree.State.RESTARTING;
            case RELEASING, STOPPING, STOPPED -> ActorTree.State.STOPPING;
            case HELD -> ActorTree.State.HELD;
        };
    }

    private long handled() {
        long overflows = hasExtras() ? extras().handledOverflows : 0;
        return (overflows << Integer.SIZE) + Integer.toUnsignedLong(handled);
    }

    // ---- for those who work for this cell ----

    @Override
    Cell<M> cell() {
        return this;
    }

    long number() {
        return number;
    }

    Home home() {
        return home;
    }

    @Override
    Backlog backlog() {
        return home.backlog();
    }

    @Override
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
