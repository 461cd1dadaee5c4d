package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.WriteRefusedException;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One byte-stream connection as an actor on its loop, over any {@link StreamHandle}: the whole {@link Connection} protocol
 * stands here once, for every transport.
 *
 * <pre>
 *   OPENING ──► OPEN ──► CLOSING (a close was asked for; the peer or the handler has ended; silence; a stop) ──┐
 *      │         │          │                                                                                   ▼
 *      └─────────┴──────────┴───── error, abort, a clock that has run out, a kill ────────────────────────► RELEASING ──► the end
 * </pre>
 *
 * RELEASING is the actor's held stop: the poller's key is cancelled and the handle closed, and when the poller has let go of it,
 * {@link Closed} is told and the slot given back. Every way out of life leads through it, also a failure of this actor or the end
 * of its selector.
 */
public final class StreamConnection extends ConnectionClose {
    /** What a connection is told by those around it, beside its public commands. */
    private sealed interface Internal extends Connection.Extension, DeadLetter.Silent {
        /** Comes behind all that the handler wrote while it handled the last input. */
        record InputHandled() implements Internal {}

        /** A watched actor has ended: the handler, or as long as there is none, the owner. */
        record Gone(Terminated how) implements Internal {}
    }

    private static final int READY = (1 << 16) - 1;
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

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
        super(ctx, slots, origin);
        try {
            begin(opener);
        } catch (Throwable e) {
            end(new Reason.ByError(e));
        }
    }

    private void begin(StreamOrigin.Opener opener) throws IOException {
        handle = wrapped(opener.open());
        io = LoopIo.of(ctx.loop());
        handle.attach(ctx.signal());
        registration = Polling.register(ctx, handle.source());
        goOnOpening();
        if (phase == Phase.OPENING) {
            phaseWithin(origin.openWithin());
        }
        if (origin.owner() != null && (phase == Phase.OPENING || origin.handlers() == null)) {
            ctx.watch(origin.owner(), Internal.Gone::new);
        }
    }

    private StreamHandle wrapped(StreamHandle opened) throws IOException {
        try {
            return Objects.requireNonNull(origin.layer().wrap(opened), "a layer gave null");
        } catch (Throwable e) {
            NioStream.closeAfter(opened::close, e);
            throw e;
        }
    }

    private void goOnOpening() throws IOException {
        if (handle.open()) {
            origin.observer().admit();
            opened();
        }
        updateInterest();
    }

    private void opened() {
        SocketAddress local = handle.localAddress();
        SocketAddress remote = handle.remoteAddress();
        phase = Phase.OPEN;
        recordOpened();
        origin.observer().opened(ctx.self(), local, remote);
        if (Deadlines.areSet(settings())) {
            deadlines().opened();
        }
        if (origin.handlers() != null) {
            endPhaseDeadline();
            unwatchOwner();
            origin.handlers().attach(ctx);
        } else if (hasHandler()) {
            endPhaseDeadline(); // it has registered already
            deliveryMayHaveOpened();
        } else {
            phaseWithin(settings().registerWithin());
        }
        if (origin.drainStage() != Admission.Stage.OPEN) {
            ctx.signal().raise(Ready.DRAIN); // it came too late to be among those that were told
        }
    }

    // ---- commands ----

    @Override
    public void on(Connection.Command command) {
        switch (command) {
            case Connection.WriteCommand write -> write(write);
            case Connection.Compound compound -> write(compound);
            case Connection.ResumeWriting resume -> resumeWriting(resume);
            case Connection.Inspect(var replyTo) -> replyTo.tell(figures());
            case Connection.SuspendReading() -> suspended(true);
            case Connection.ResumeReading() -> {
                suspended(false);
                deliveryMayHaveOpened();
            }
            case Connection.Pull pull -> pull(pull);
            case Connection.Register register -> register(register);
            case Connection.CloseCommand close -> close(close);
            case Attachment.Attached made -> attached(made);
            case Attachment.Handled(int bytes) -> handled(bytes);
            case Attachment.Unavailable(var cause) -> hasNoHandler(cause);
            case Internal.InputHandled() -> peerEnded();
            case Internal.Gone(var how) -> gone(how);
            case Connection.Extension extension -> extension(extension);
        }
    }

    private void extension(Connection.Extension command) {
        try {
            if (phase == Phase.OPENING || phase == Phase.RELEASING || !handle.on(command, this::tell)) {
                tell(new CommandFailed(command,
                    new IllegalArgumentException("this connection doesn't know " + command.getClass().getName())));
            }
        } catch (IOException e) {
            broke(e);
        }
    }

    /** What the same batch has queued before may only have to be written out. */
    private void write(Connection.WriteCommand write) {
        if (phase == Phase.OPEN && wantsFlush(write)) {
            flushNow();
        }
        if (phase == Phase.OPEN) {
            enqueue(write, io);
        } else {
            lost(write, closing());
        }
    }

    private void write(Connection.Compound compound) {
        if (phase == Phase.OPEN && wantsFlush(compound)) {
            flushNow();
        }
        if (phase == Phase.OPEN) {
            enqueue(compound, io);
        } else {
            refuse(compound, closing());
        }
    }

    private static WriteRefusedException closing() {
        return new WriteRefusedException(WriteRefusedException.Kind.CLOSING, "the connection is closing");
    }

    private void resumeWriting(Connection.ResumeWriting resume) {
        if (phase == Phase.OPEN) {
            resume();
        } else {
            tell(new CommandFailed(resume, closing()));
        }
    }

    private void pull(Connection.Pull pull) {
        if (pulls()) {
            credit(pull.count());
            deliveryMayHaveOpened();
        } else {
            tell(
                new CommandFailed(pull, new IllegalStateException("the connection was not opened with Reading.PULL")));
        }
    }

    // ---- the handler ----

    /** Until it is made, it is only watched. It may have handed the connection over by then; or it restarts, and is made once more. */
    private void attached(Attachment.Attached attached) {
        if (!attached.isReady()) {
            handlerMade(attached);
        }
        if (hasHandler()) {
            return;
        }
        if (attached.isReady()) {
            ctx.unwatch(attached.handler());
            register(attached.handler(), senderTo(attached.handler()));
        } else {
            ctx.watch(attached.handler(), Internal.Gone::new);
        }
    }

    private void register(Connection.Register command) {
        try {
            register(command.handler(), senderTo(command.handler()));
        } catch (IllegalArgumentException noActor) {
            tell(new CommandFailed(command, noActor));
        }
    }

    private void register(ActorRef<Event> next, Consumer<Event> toNext) {
        if (!hasHandler()) {
            unwatchOwner();
        }
        if (phase == Phase.OPEN && !inputHasEnded()) {
            endPhaseDeadline();
        }
        boolean isNew = !isHandler(next);
        attach(next, toNext, Internal.Gone::new);
        tellFlowToNewHandler();
        if (phase == Phase.OPEN && inputHasEnded() && settings().halfOpen()) {
            tell(new Connection.InputEnded()); // its predecessor may have handed over before it heard of that
        }
        if (isNew && origin.drainStage() != Admission.Stage.OPEN) {
            deadlines().tellsDrain();
            tellDraining();
        }
        deliveryMayHaveOpened();
    }

    private void unwatchOwner() {
        if (origin.owner() != null) {
            ctx.unwatch(origin.owner());
        }
    }

    /** Called on the loop, but not only in this actor's turn: so it counts, and asks for a turn if there is more to do. */
    @Override
    void handled(int bytes) {
        countHandled(bytes);
        if (inputHasEnded() && allHandled()) {
            ctx.self().tell(new Internal.InputHandled());
        } else if (delivers() && (hasAbsorbed() || handle.hasInput())) {
            ctx.signal().raise(CREDIT);
        }
    }

    private void gone(Terminated how) {
        boolean wasHandler = wasHandler(how);
        if (hasHandler() && !wasHandler) {
            return; // it was made for this connection, and has handed it over
        }
        detach();
        if (how.reason() instanceof Stop.StartFailed(var cause)) {
            hasNoHandler(cause);
        } else if (wasHandler) {
            handlerEnded(how.reason());
        } else if (wasMade(how)) {
            hasNoHandler(new IllegalStateException("the handler has ended before it was made: " + how.reason()));
        } else {
            ownerEnded(error("the actor that owns this connection has ended: " + how.reason()));
        }
    }

    private void ownerEnded(Reason cause) {
        if (phase == Phase.OPENING) {
            end(cause);
        } else {
            flushThenClose(cause, false);
        }
    }

    private void handlerEnded(Stop why) {
        if (why.cause() != null) {
            origin.observer().handlerFailed(ctx.self(), why.cause());
        }
        confirmsNoMore();
        flushThenClose(error("the handler has ended: " + why, why.cause()), false);
    }

    @Override
    void hasNoHandler(Throwable cause) {
        origin.observer().handlerFailed(ctx.self(), cause);
        end(new Reason.ByError(cause));
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

    private void serve(int bits) throws IOException {
        if ((bits & Ready.LOST) != 0) {
            throw new IOException("the poller of " + ctx.loop() + " broke", slots.failure());
        }
        if (phase == Phase.OPENING) {
            goOnOpening();
        } else {
            transfer(usable(bits & READY));
        }
        if ((bits & FILE) != 0 && !isBlocked()) {
            flush();
            updateInterest();
        }
        if ((bits & CREDIT) != 0) {
            deliveryMayHaveOpened();
        }
        if ((bits & TIMER) != 0) {
            checkDeadlines();
        }
        if ((bits & Ready.DRAIN) != 0) {
            drain();
        }
    }

    /** It may have written, as a flush does. */
    private int usable(int ready) throws IOException {
        try {
            return handle.usable(ready);
        } catch (IOException e) {
            deliverWhatIsThere();
            throw e;
        }
    }

    private void transfer(int ready) throws IOException {
        if ((ready & (Ready.WRITE | Ready.HANDLE)) != 0 && isBlocked()) {
            blocked(false);
            flush();
        }
        if ((ready & Ready.READ) != 0 || handle.hasInput()) {
            read();
        }
        updateInterest();
    }

    @Override
    void updateInterest() {
        if (phase == Phase.RELEASING) {
            return;
        }
        int wanted = switch (phase) {
            case OPENING -> Ready.CONNECT;
            case OPEN -> wantsRead() ? Ready.READ : 0;
            case CLOSING -> isLingering() || delivers() && wantsRead() ? Ready.READ : 0;
            case RELEASING -> 0;
        };
        registration.interest(handle.watched(isBlocked() ? wanted | Ready.WRITE : wanted));
    }

    // ---- reading ----

    private boolean delivers() {
        return phase == Phase.OPEN || phase == Phase.CLOSING && closing.confirms();
    }

    private void read() throws IOException {
        if (isLingering()) {
            if (closing.discard(this, handle, io.receive())) {
                end();
            } else {
                readOnIfHandleHasMore();
            }
        } else if (delivers()) {
            readInput(handle, io);
            noteActivity();
            readOnIfHandleHasMore();
        }
    }

    @Override
    void deliveryMayHaveOpened() {
        if (delivers()) {
            releaseAbsorbed();
            updateInterest();
            readOnIfHandleHasMore();
        }
    }

    /** What the handle has taken from its socket already, the poller won't tell of again. */
    @Override
    void readOnIfHandleHasMore() {
        if (handle.hasInput() && (isLingering() || mayDeliver())) {
            ctx.signal().raise(Ready.HANDLE);
        }
    }

    @Override
    void inputEnded() {
        if (deadlines != null) {
            deadlines.inputEnded();
        }
        if (phase == Phase.CLOSING && !closing.isFlushing()) {
            end();
        } else if (phase == Phase.OPEN && settings().halfOpen()) {
            tell(new Connection.InputEnded());
            silenceWithin(settings().confirmWithin());
        } else if (phase == Phase.OPEN && allHandled()) {
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
        boolean hasWork = !hasNothingQueued() || isFlushing();
        if (hasWork && !isBlocked() && phase != Phase.RELEASING) {
            flushNow();
        }
    }

    @Override
    void flushNow() {
        try {
            flush();
            updateInterest();
        } catch (IOException | RuntimeException e) {
            broke(e); // rather than fail: a write that is being handled would be lost
        }
    }

    private void flush() throws IOException {
        try {
            noteProgress(writeOut(handle, io));
            if (hasNothingQueued() && isFlushing()) {
                endOutput();
            }
        } catch (IOException e) {
            deliverWhatIsThere();
            throw e;
        }
    }

    /**
     * A reset that a write has met must not cost the handler what the peer had sent before (netty#14145). But an end that is read now
     * says nothing: Linux tells a reset once, and a read that comes after that sees an end.
     */
    private void deliverWhatIsThere() {
        try {
            choked(false);
            deliveryMayHaveOpened();
            if (delivers()) {
                readRest(handle, io);
            }
        } catch (IOException alsoBroken) {
            LOG.trace("{} has no more input", ctx.self(), alsoBroken);
        }
    }

    // ---- what the parts tell the whole ----

    @Override
    void flow(boolean open) {
        if (settings().pausesReading() && phase == Phase.OPEN) {
            choked(!open);
            deliveryMayHaveOpened();
        }
    }
}
