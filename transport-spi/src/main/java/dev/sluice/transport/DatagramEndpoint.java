package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Stop;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.WriteRefusedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A datagram socket as an actor on its loop, over any {@link DatagramHandle}: the whole {@link Endpoint} protocol stands here once, for
 * every transport.
 *
 * <pre>
 *   (made) ──► OPEN ──► CLOSING (a close was asked for; the handler has ended; nobody registered; a stop) ──┐
 *      │         │          │                                                                                ▼
 *      └─────────┴──────────┴───── a broken handle or poller, a clock that has run out, a kill ─────────► RELEASING ──► the end
 * </pre>
 *
 * CLOSING sends what is queued, and receives no more. RELEASING is the actor's held stop: the poller's key is cancelled and the handle
 * closed, and when the poller has let go of it, the slot is given back and {@link dev.sluice.io.Endpoint.Closed} is told. Every way out
 * of life leads through it.
 */
public final class DatagramEndpoint implements LoopActor<Endpoint.Command> {
    /** A watched actor has ended: the handler, or as long as there is none, the owner. */
    private record Gone(Terminated how) implements Endpoint.Extension, DeadLetter.Silent {}

    private enum Phase {
        OPENING, OPEN, CLOSING, RELEASING
    }

    private static final int TIMER = 1 << 16;
    private static final int CREDIT = 1 << 17;
    private static final int RELEASED = 1 << 18;
    /** How long a stop from outside may send what is queued. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Far longer than a poller takes to let go of a channel. */
    private static final Duration HELD_WITHIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(DatagramEndpoint.class);

    private final Context<Endpoint.Command> ctx;
    private final Slots slots;
    private final DatagramOrigin origin;
    private final EndpointEvents events;
    private final DatagramInput input;
    private final DatagramOutput output;
    private final PhaseClock clock;
    private final EndpointEnding ending = new EndpointEnding();
    private final Buffers buffers;
    private Phase phase = Phase.OPENING;
    private DatagramHandle handle;
    private ChannelPoller.Registration registration;
    private boolean wasOpen;
    /** What the poller watches for. */
    private int interest;

    /**
     * Opens its handle. If that fails, the observer is told, and the actor stops.
     *
     * @param ctx the endpoint's context, on a loop that has a {@link ChannelPoller}
     * @param slots where its slot is given back at the end: it has one, so its {@link Place} uses a slot
     * @param opener makes the handle
     * @param origin what else it needs to know
     */
    public DatagramEndpoint(Context<Endpoint.Command> ctx, Slots slots, DatagramOrigin.Opener opener,
        DatagramOrigin origin) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = origin;
        this.events = new EndpointEvents(ctx, this::handled);
        this.input = new DatagramInput(origin.settings(), events, slots.traffic());
        this.output = new DatagramOutput(ctx, origin, events, slots.traffic(), input::reported);
        this.clock = new PhaseClock(ctx.loop(), () -> ctx.signal().raise(TIMER));
        this.buffers = Buffers.of(ctx.loop());
        try {
            begin(opener);
        } catch (Exception e) {
            end(e);
        } catch (Error e) {
            end(new IOException("the endpoint could not be opened", e));
        }
    }

    private void begin(DatagramOrigin.Opener opener) throws IOException {
        handle = Objects.requireNonNull(opener.open(), "the opener gave null");
        handle.attach(ctx.signal());
        registration = ctx.loop().poller(ChannelPoller.class, DatagramEndpoint::noPoller).register(handle.source(),
            ctx.signal());
        phase = Phase.OPEN;
        wasOpen = true;
        origin.observer().opened(ctx.self(), handle.localAddress(), handle.remoteAddress());
        if (origin.owner() != null) {
            ctx.watch(origin.owner(), Gone::new);
        }
        clock.within(origin.settings().registerWithin());
    }

    private static ChannelPoller noPoller() {
        throw new IllegalStateException("the loop has no channel poller: its selector has not installed one");
    }

    // ---- commands ----

    @Override
    public void on(Endpoint.Command command) {
        switch (command) {
            case Endpoint.SendCommand send -> send(send);
            case Endpoint.SuspendReading() -> suspended(true);
            case Endpoint.ResumeReading() -> suspended(false);
            case Endpoint.Pull pull -> pull(pull);
            case Endpoint.Register(var next) -> register(next);
            case Endpoint.Inspect(var replyTo) -> replyTo.tell(output.figures(input, handle.dropped()));
            case Endpoint.Close(var replyTo) -> {
                ending.addCloser(replyTo);
                flushThenClose(null);
            }
            case EndpointEvents.Handled(long weight) -> handled(weight);
            case Lookups.Found found -> output.found(found);
            case Gone(var how) -> gone(how);
            case Endpoint.Extension extension -> extension(extension);
        }
    }

    /** What the same batch has queued before may only have to be sent. */
    private void send(Endpoint.SendCommand send) {
        if (phase == Phase.OPEN && output.wantsFlush(send)) {
            flushNow();
        }
        if (phase == Phase.OPEN) {
            output.add(send);
        } else {
            output.tellFailed(new CommandFailed(send,
                new WriteRefusedException(WriteRefusedException.Kind.CLOSING, "the endpoint is closing")), send.ack());
        }
    }

    private void extension(Endpoint.Extension command) {
        try {
            if (!handle.on(command, events::tell)) {
                events.tell(new CommandFailed(command,
                    new IllegalArgumentException("this endpoint doesn't know " + command.getClass().getName())));
            }
        } catch (IOException | RuntimeException e) {
            events.tell(new CommandFailed(command, e));
        }
    }

    private void suspended(boolean value) {
        input.suspended(value);
        deliveryMayHaveChanged();
    }

    private void pull(Endpoint.Pull pull) {
        if (input.pulls()) {
            input.credit(pull.count());
            deliveryMayHaveChanged();
        } else {
            events.tell(new CommandFailed(pull,
                new IllegalStateException("the endpoint was not opened with Reading.PULL")));
        }
    }

    // ---- the handler ----

    private void register(ActorRef<Event> next) {
        if (!events.hadHandler()) {
            if (origin.owner() != null) {
                ctx.unwatch(origin.owner());
            }
            if (phase == Phase.OPEN) {
                clock.cancel();
            }
        }
        events.attach(next, Gone::new);
        output.tellFlowToNewHandler();
        deliveryMayHaveChanged();
    }

    /** Called on the loop, but not only in this actor's turn: so it counts, and asks for a turn if there is more to do. */
    private void handled(long weight) {
        input.handled(weight);
        if ((interest & Ready.READ) == 0 && delivers()) {
            ctx.signal().raise(CREDIT);
        }
    }

    private void gone(Terminated how) {
        if (events.wasHandler(how)) {
            events.detach();
            flushThenClose(new IOException("the handler has ended: " + how.reason(), how.reason().cause()));
        } else if (!events.hadHandler()) {
            flushThenClose(new IOException("the actor that owns this endpoint has ended: " + how.reason()));
        }
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
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException("the endpoint has failed", e));
        }
    }

    private void serve(int bits) throws IOException {
        if ((bits & Ready.LOST) != 0) {
            throw pollerLost();
        }
        if ((bits & TIMER) != 0 && clock.isOver()) {
            phaseIsOver();
        }
        if (phase != Phase.RELEASING) {
            transfer(bits);
        }
    }

    private void transfer(int bits) throws IOException {
        if ((bits & (Ready.WRITE | Ready.HANDLE)) != 0 && output.isBlocked()) {
            flush();
        }
        if ((bits & (Ready.READ | Ready.HANDLE)) != 0 && delivers()) {
            input.receive(handle, buffers.receive());
        }
        deliveryMayHaveChanged();
    }

    private IOException pollerLost() {
        return new IOException("what drives the endpoint has failed: the poller of " + ctx.loop() + " broke",
            slots.failure());
    }

    private boolean delivers() {
        return phase == Phase.OPEN && input.mayDeliver();
    }

    /** What the handle has taken from its socket already, the poller won't tell of again. */
    private void deliveryMayHaveChanged() {
        if (delivers() && handle.hasInput()) {
            ctx.signal().raise(Ready.HANDLE);
        }
        updateInterest();
    }

    private void updateInterest() {
        if (phase != Phase.RELEASING) {
            interest = (delivers() ? Ready.READ : 0) | (output.isBlocked() ? Ready.WRITE : 0);
            registration.interest(handle.watched(interest));
        }
    }

    // ---- sending ----

    @Override
    public void onBatchEnd() {
        if (phase == Phase.OPEN || phase == Phase.CLOSING) {
            flushNow();
        }
    }

    private void flushNow() {
        try {
            if (!output.isBlocked()) {
                flush();
                updateInterest();
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException("the endpoint has failed", e)); // rather than fail: a command that is being handled would be lost
        }
    }

    private void flush() throws IOException {
        output.flush(handle);
        if (phase == Phase.CLOSING && output.isEmpty()) {
            end();
        }
    }

    // ---- the end ----

    /** What is queued leaves at the end of this batch, or when the kernel takes it. */
    private void flushThenClose(Exception cause) {
        if (phase == Phase.OPEN) {
            ending.because(cause, false);
            phase = Phase.CLOSING;
            clock.within(origin.settings().flushWithin());
            updateInterest();
        }
    }

    private void phaseIsOver() {
        if (phase == Phase.OPEN) {
            flushThenClose(late("registerWithin: nobody registered within " + origin.settings().registerWithin()));
            flushNow();
        } else {
            end(late("flushWithin: what was queued did not leave within " + origin.settings().flushWithin()));
        }
    }

    private static IOException late(String what) {
        return new SocketTimeoutException(what);
    }

    private void end(Exception cause) {
        ending.because(cause, !output.isEmpty());
        end();
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
        ending.holdBy(ctx.holdStop(HELD_WITHIN));
        boolean isInOrder = why instanceof Stop.Normal && slots.failure() == null;
        if (isInOrder && (phase == Phase.OPEN || phase == Phase.CLOSING)) {
            closeInTime(stopped(why));
        } else {
            ending.because(stopped(why), !output.isEmpty());
            release();
        }
    }

    private Exception stopped(Stop why) {
        return switch (why) {
            case Stop.Failed(Exception failure) -> failure;
            case Stop.Failed(Throwable error) -> new IOException("the endpoint has failed", error);
            default -> slots.failure() == null
                ? new IOException("the endpoint's actor was stopped: " + why)
                : pollerLost();
        };
    }

    /** No messages come any more, only signals: so nothing can be looked up. */
    private void closeInTime(Exception cause) {
        flushThenClose(cause);
        output.failLookups(cause);
        clock.hurry(STOP_WITHIN);
        flushNow();
    }

    private void release() {
        if (ending.beginRelease()) {
            phase = Phase.RELEASING;
            clock.cancel();
            if (registration == null) {
                closeQuietly();
                released();
            } else {
                registration.cancel(() -> ctx.signal().raise(RELEASED));
                closeQuietly();
            }
        }
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
            LOG.debug("{} has ended", ctx.self(), ending.cause());
            output.fail(ending.failure());
            tellEnd();
        } finally {
            ending.done();
        }
    }

    private void tellEnd() {
        if (wasOpen) {
            origin.observer().closed(ending.cause());
        } else {
            origin.observer().failed(ending.failure());
        }
        ending.tell(events);
    }
}
