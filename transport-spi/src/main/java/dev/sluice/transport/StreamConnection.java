package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.WriteRefusedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One byte-stream connection as an actor on its loop, over any {@link StreamHandle}: the whole {@link Connection} protocol
 * stands here once, for every transport.
 *
 * <pre>
 *   OPENING ──► OPEN ──► CLOSING (a close was asked for, or the peer or the handler has ended) ──┐
 *      │         │          │                                                                     ▼
 *      └─────────┴──────────┴───── error, abort, deadline, stop from outside ───────────────► RELEASING ──► the end
 * </pre>
 *
 * RELEASING is the actor's held stop: the poller's key is cancelled and the handle closed, and when the poller has let go of it,
 * {@link Closed} is told and the slot given back. Every way out of life leads through it, also a failure of this actor or the end
 * of its selector.
 */
public final class StreamConnection implements LoopActor<Connection.Command> {
    private enum Phase {
        OPENING, OPEN, CLOSING, RELEASING
    }

    /** What a connection is told by those around it, beside its public commands. */
    private sealed interface Internal extends Connection.Extension, DeadLetter.Silent {
        /** Comes behind all that the handler wrote while it handled the last input. */
        record InputHandled() implements Internal {}

        /** A watched actor has ended: the handler, or as long as there is none, the owner. */
        record Gone(Terminated how) implements Internal {}
    }

    private static final int READY = (1 << 16) - 1;
    private static final int TIMER = 1 << 16;
    private static final int CREDIT = 1 << 17;
    private static final int RELEASED = 1 << 18;
    /** How long a stop from outside may write out what is queued. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Far longer than a poller takes to let go of a channel, even when a loop closes a hundred thousand. */
    private static final Duration HELD_WITHIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

    private final Context<Connection.Command> ctx;
    private final Slots slots;
    private final StreamOrigin origin;
    private final Inflow inflow;
    private final Outflow outflow;
    private final Attachment handler;
    private LoopIo io;
    private StreamHandle handle;
    private ChannelPoller.Registration registration;
    private Phase phase = Phase.OPENING;
    private Deadlines deadlines;
    private Closing closing;
    private Ending ending;

    /**
     * Takes its handle and begins to open it. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the connection's context, on a loop that has a {@link ChannelPoller}
     * @param slots where its slot is given back at the end: it has one, so its {@link Place} uses a slot
     * @param opener makes the handle
     * @param origin what else it needs to know
     */
    public StreamConnection(Context<Connection.Command> ctx, Slots slots, StreamOrigin.Opener opener,
        StreamOrigin origin) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = origin;
        this.inflow = new Inflow(this);
        this.outflow = new Outflow(this);
        this.handler = new Attachment(this);
        try {
            begin(opener);
        } catch (Throwable e) {
            end(new Reason.ByError(e));
        }
    }

    private void begin(StreamOrigin.Opener opener) throws IOException {
        handle = opener.open();
        io = LoopIo.of(ctx.loop());
        if (settings().idle().isPositive() || settings().stall().isPositive()) {
            deadlines();
        }
        handle.attach(ctx.signal());
        registration = ctx.loop().poller(ChannelPoller.class, StreamConnection::noPoller).register(handle.source(),
            ctx.signal());
        goOnOpening();
        if (phase == Phase.OPENING) {
            deadlines().phase(origin.openWithin());
        }
        if (origin.owner() != null && (phase == Phase.OPENING || origin.handlers() == null)) {
            ctx.watch(origin.owner(), Internal.Gone::new);
        }
    }

    private static ChannelPoller noPoller() {
        throw new IllegalStateException("the loop has no channel poller: its selector has not installed one");
    }

    private void goOnOpening() throws IOException {
        if (handle.open()) {
            opened();
        }
        updateInterest();
    }

    private void opened() {
        phase = Phase.OPEN;
        origin.observer().opened(ctx.self(), handle.localAddress(), handle.remoteAddress());
        if (origin.handlers() == null) {
            deadlines().phase(settings().registerWithin());
        } else {
            endPhaseDeadline();
            unwatchOwner();
            origin.handlers().attach(ctx);
        }
    }

    Context<Connection.Command> ctx() {
        return ctx;
    }

    ConnectionSettings settings() {
        return origin.settings();
    }

    // ---- commands ----

    @Override
    public void on(Connection.Command command) {
        switch (command) {
            case Connection.Write write -> write(write);
            case Connection.SuspendReading() -> inflow.suspended(true);
            case Connection.ResumeReading() -> {
                inflow.suspended(false);
                deliveryMayHaveOpened();
            }
            case Connection.Pull pull -> pull(pull);
            case Connection.Register(var next) -> register(next);
            case Connection.CloseCommand close -> close(close);
            case Attachment.Attached made -> {
                handler.made(made);
                register(made.handler());
            }
            case Attachment.Handled(int bytes) -> handled(bytes);
            case Attachment.Unavailable(var cause) -> hasNoHandler(cause);
            case Internal.InputHandled() -> peerEnded();
            case Internal.Gone(var how) -> gone(how);
            case Connection.Extension unknown -> handler.tell(new CommandFailed(unknown,
                new IllegalArgumentException("this connection doesn't know " + unknown.getClass().getName())));
        }
    }

    /** What the same batch has queued before may only have to be written out. */
    private void write(Connection.Write write) {
        if (phase == Phase.OPEN && outflow.exceeds(write) && !outflow.isBlocked()) {
            flushNow();
        }
        if (phase == Phase.OPEN) {
            outflow.add(write, io);
        } else {
            outflow.fail(write,
                new WriteRefusedException(WriteRefusedException.Kind.CLOSING, "the connection is closing"));
        }
    }

    private void pull(Connection.Pull pull) {
        if (inflow.pulls()) {
            inflow.pull(pull.count());
            deliveryMayHaveOpened();
        } else {
            handler.tell(
                new CommandFailed(pull, new IllegalStateException("the connection was not opened with Reading.PULL")));
        }
    }

    // ---- the handler ----

    private void register(ActorRef<Event> next) {
        if (!handler.isThere()) {
            unwatchOwner();
        }
        if (phase == Phase.OPEN && !inflow.hasEnded()) {
            endPhaseDeadline();
        }
        handler.register(next, Internal.Gone::new);
        deliveryMayHaveOpened();
    }

    private void unwatchOwner() {
        if (origin.owner() != null) {
            ctx.unwatch(origin.owner());
        }
    }

    /** Called on the loop, but not only in this actor's turn: so it counts, and asks for a turn if there is more to do. */
    void handled(int bytes) {
        inflow.handled(bytes);
        if (inflow.hasEnded() && inflow.allHandled()) {
            ctx.self().tell(new Internal.InputHandled());
        } else if (inflow.isWaiting()) {
            ctx.signal().raise(CREDIT);
        }
    }

    private void gone(Terminated how) {
        boolean wasOwner = !handler.isThere();
        handler.gone();
        if (wasOwner) {
            end(error("the actor that owns this connection has ended: " + how.reason()));
        } else if (how.reason() instanceof Stop.StartFailed(var cause)) {
            hasNoHandler(cause);
        } else if (phase == Phase.CLOSING && !closing.isFlushing()) {
            linger();
        } else {
            flushThenClose(error("the handler has ended: " + how.reason()), false);
        }
    }

    private void hasNoHandler(Throwable cause) {
        origin.observer().handlerFailed(ctx.self(), cause);
        end(new Reason.ByError(cause));
    }

    private static Reason error(String what) {
        return new Reason.ByError(new IOException(what));
    }

    // ---- signals ----

    @Override
    public void onSignal(int bits) {
        try {
            if ((bits & RELEASED) != 0) {
                released();
            } else if (phase != Phase.RELEASING) {
                serve(bits);
            }
        } catch (Throwable e) {
            broke(e);
        }
    }

    /** The stream, or the handle. A close under way can't be carried out any more, and shall not look as if it were. */
    private void broke(Throwable cause) {
        if (phase == Phase.CLOSING) {
            endRather(new Reason.ByError(cause));
        } else {
            end(new Reason.ByError(cause));
        }
    }

    private void serve(int bits) throws IOException {
        if ((bits & Ready.LOST) != 0) {
            throw new IOException("the poller of " + ctx.loop() + " broke");
        }
        if (phase == Phase.OPENING) {
            goOnOpening();
        } else {
            transfer(handle.usable(bits & READY));
        }
        if ((bits & CREDIT) != 0) {
            deliveryMayHaveOpened();
        }
        if ((bits & TIMER) != 0) {
            checkDeadlines();
        }
    }

    private void transfer(int ready) throws IOException {
        if ((ready & (Ready.WRITE | Ready.HANDLE)) != 0 && outflow.isBlocked()) {
            outflow.blocked(false);
            flush();
        }
        if ((ready & Ready.READ) != 0 || handle.hasInput()) {
            read();
        }
        updateInterest();
    }

    private void updateInterest() {
        if (phase == Phase.RELEASING) {
            return;
        }
        int wanted = switch (phase) {
            case OPENING -> Ready.CONNECT;
            case OPEN -> inflow.wantsRead() ? Ready.READ : 0;
            case CLOSING -> closing.isLingering() || delivers() && inflow.wantsRead() ? Ready.READ : 0;
            case RELEASING -> 0;
        };
        registration.interest(handle.watched(outflow.isBlocked() ? wanted | Ready.WRITE : wanted));
    }

    // ---- reading ----

    private boolean delivers() {
        return phase == Phase.OPEN || phase == Phase.CLOSING && closing.delivers() && !closing.isLingering();
    }

    private void read() throws IOException {
        if (phase == Phase.CLOSING && closing.isLingering()) {
            if (closing.discard(inflow, handle, io.receive())) {
                end();
            }
        } else if (delivers()) {
            inflow.read(handle, io.receive());
            noteActivity();
            readOnIfHandleHasMore();
        }
    }

    private void deliveryMayHaveOpened() {
        if (delivers()) {
            inflow.release();
            updateInterest();
            readOnIfHandleHasMore();
        }
    }

    /** What the handle has taken from its socket already, the poller won't tell of again. */
    private void readOnIfHandleHasMore() {
        if (handle.hasInput() && inflow.isOpen()) {
            ctx.signal().raise(Ready.HANDLE);
        }
    }

    void inputEnded() {
        if (phase == Phase.CLOSING && !closing.isFlushing()) {
            end();
        } else if (phase == Phase.OPEN && settings().halfOpen()) {
            handler.tell(new Connection.InputEnded());
            deadlines().phase(settings().confirmWithin());
        } else if (phase == Phase.OPEN && inflow.allHandled()) {
            ctx.self().tell(new Internal.InputHandled());
        }
    }

    /** The peer has ended its output, and all that the handler wrote in answer is queued. */
    private void peerEnded() {
        if (!settings().halfOpen()) {
            flushThenClose(new Reason.ByPeer(), false);
        }
    }

    // ---- writing ----

    @Override
    public void onBatchEnd() {
        boolean hasWork = !outflow.isEmpty() || isFlushing();
        if (hasWork && !outflow.isBlocked() && phase != Phase.RELEASING) {
            flushNow();
        }
    }

    private void flushNow() {
        try {
            flush();
            updateInterest();
        } catch (IOException e) {
            broke(e);
        }
    }

    private void flush() throws IOException {
        try {
            noteProgress(outflow.flush(handle, io));
        } catch (IOException e) {
            deliverWhatIsThere();
            throw e;
        }
        if (outflow.isEmpty() && isFlushing()) {
            endOutput();
        }
    }

    private boolean isFlushing() {
        return phase == Phase.CLOSING && closing.isFlushing();
    }

    /** A reset that a write has met must not cost the handler what the peer had sent before (netty#14145). */
    private void deliverWhatIsThere() {
        try {
            inflow.choked(false);
            deliveryMayHaveOpened();
            read();
        } catch (IOException alsoBroken) {
            LOG.trace("{} has no more input", ctx.self(), alsoBroken);
        }
    }

    // ---- closing ----

    private void close(Connection.CloseCommand command) {
        ending().addCloser(command.replyTo());
        switch (command) {
            case Connection.Abort abort -> endRather(new Reason.ByAbort());
            case Connection.Close close -> flushThenClose(new Reason.ByClose(), false);
            case Connection.ConfirmedClose close -> flushThenClose(new Reason.ByConfirmedClose(), true);
        }
        if (phase == Phase.OPENING) {
            end(error("closed before it was open"));
        }
    }

    /** What is queued leaves at the end of this batch, or when the kernel takes it. */
    private void flushThenClose(Reason cause, boolean confirms) {
        if (phase == Phase.OPEN) {
            ending().because(cause);
            beginClosing(confirms);
            deadlines().phase(closing.within());
            if (confirms) {
                inflow.pushAll();
                deliveryMayHaveOpened();
            }
        }
    }

    private void beginClosing(boolean confirms) {
        phase = Phase.CLOSING;
        closing = new Closing(settings(), confirms);
    }

    private void endOutput() throws IOException {
        boolean done = closing.endOutput(handle);
        outflow.blocked(!done);
        if (!done) {
            return;
        }
        ending.isOrderly();
        if (!handler.isThere()) {
            closing.linger(); // nobody is there to be told of input
        }
        if (inflow.hasEnded() || ending.isHeld()) {
            end();
        } else {
            waitForThePeer();
        }
    }

    private void linger() {
        closing.linger();
        waitForThePeer();
    }

    private void waitForThePeer() {
        if (closing.isLingering() && closing.within().isZero()) {
            end();
        } else {
            deadlines().phase(closing.within());
            updateInterest();
        }
    }

    // ---- the end ----

    private Ending ending() {
        if (ending == null) {
            ending = new Ending(phase != Phase.OPENING);
        }
        return ending;
    }

    private void end(Reason cause) {
        ending().because(cause);
        end();
    }

    private void endRather(Reason cause) {
        if (phase != Phase.RELEASING) {
            ending().ratherBecause(cause);
            end();
        }
    }

    /** What is left is to release everything, in the held stop. */
    private void end() {
        if (ending.isHeld()) {
            release();
        } else if (phase != Phase.RELEASING) {
            phase = Phase.RELEASING;
            ctx.stop();
        }
    }

    /** Comes after {@link #end}, or because somebody stops this actor: its selector, the system, its own failure. */
    @Override
    public void stopping(Stop why) {
        boolean flushes = why instanceof Stop.Normal && (phase == Phase.OPEN || isFlushing());
        ending().holdBy(ctx.holdStop(HELD_WITHIN));
        if (phase == Phase.CLOSING && !flushes && !closing.isLingering()) {
            ending.ratherBecause(stopped(why));
        }
        ending.because(stopped(why));
        if (flushes) {
            if (!isFlushing()) {
                beginClosing(false);
            }
            deadlines().phase(STOP_WITHIN);
            if (!outflow.isBlocked()) {
                flushNow();
            }
        } else {
            release();
        }
    }

    private static Reason stopped(Stop why) {
        return why instanceof Stop.Failed(var cause)
            ? new Reason.ByError(cause)
            : error("the connection's actor was stopped: " + why);
    }

    private void release() {
        if (ending.beginRelease()) {
            phase = Phase.RELEASING;
            if (deadlines != null) {
                deadlines.cancel();
            }
            closeHandle();
        }
    }

    private void closeHandle() {
        if (handle != null && ending.needsReset()) {
            handle.abort();
        }
        if (registration == null) {
            closeQuietly();
            released();
            return;
        }
        registration.cancel(() -> ctx.signal().raise(RELEASED));
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            if (handle != null) {
                handle.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} failed to close its handle", ctx.self(), e);
        }
    }

    @Override
    public void onHoldCutShort() {
        release();
        released();
    }

    private void released() {
        if (!ending.isToldNow()) {
            return;
        }
        try {
            slots.release();
            outflow.failAll(ending.failure());
            tellEnd();
        } finally {
            ending.done();
        }
    }

    private void tellEnd() {
        if (ending.wasOpen()) {
            ending.tell(handler);
        } else {
            origin.observer().failed(ending.failure());
        }
    }

    // ---- deadlines ----

    private Deadlines deadlines() {
        if (deadlines == null) {
            deadlines = new Deadlines(ctx.loop(), () -> ctx.signal().raise(TIMER), settings().idle(),
                settings().stall());
        }
        return deadlines;
    }

    private void endPhaseDeadline() {
        if (deadlines != null) {
            deadlines.phase(Duration.ZERO);
        }
    }

    private void noteActivity() {
        if (deadlines != null) {
            deadlines.active();
        }
    }

    private void noteProgress(long taken) {
        if (deadlines != null) {
            deadlines.progress(taken, outflow.isBlocked());
        }
    }

    private void checkDeadlines() {
        if (deadlines.phaseIsOver()) {
            phaseIsOver();
            return;
        }
        String late = deadlines.overdue();
        if (late != null) {
            broke(late(late).cause());
        }
    }

    private void phaseIsOver() {
        switch (phase) {
            case OPENING -> end(late("not open within " + origin.openWithin()));
            case OPEN -> openForTooLong();
            case CLOSING -> closingForTooLong();
            case RELEASING -> {
            }
        }
    }

    private void closingForTooLong() {
        if (closing.late() == null) {
            end();
        } else {
            endRather(late(closing.late()));
        }
    }

    private void openForTooLong() {
        if (inflow.hasEnded()) {
            end(late("half open for longer than " + settings().confirmWithin()));
            return;
        }
        hasNoHandler(late("nobody registered within " + settings().registerWithin()).cause());
    }

    private static Reason.ByError late(String what) {
        return new Reason.ByError(new SocketTimeoutException(what));
    }

    // ---- what the parts tell the whole ----

    boolean hasHandler() {
        return handler.isThere();
    }

    void tell(Event event) {
        handler.tell(event);
    }

    void flow(boolean open) {
        handler.tell(new Connection.Flow(open));
        if (settings().pausesReading() && phase == Phase.OPEN) {
            inflow.choked(!open);
            deliveryMayHaveOpened();
        }
    }
}
