package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.WriteRefusedException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

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
public final class DatagramEndpoint extends EndpointEnd {
    /** A watched actor has ended: the handler, or as long as there is none, the owner. */
    private record Gone(Terminated how) implements Endpoint.Extension, DeadLetter.Silent {}

    private Buffers buffers;
    private SendBatch batch;
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
        super(ctx, slots, origin);
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
        buffers = Buffers.of(ctx.loop());
        batch = SendBatch.of(ctx.loop());
        handle.attach(ctx.signal());
        registration = Polling.register(ctx, handle.source());
        opened();
        if (origin.owner() != null) {
            ctx.watch(origin.owner(), Gone::new);
        }
        clock.within(origin.settings().registerWithin());
    }

    // ---- commands ----

    @Override
    public void on(Endpoint.Command command) {
        switch (command) {
            case Endpoint.SendCommand send -> send(send);
            case Endpoint.SuspendReading() -> suspended(true);
            case Endpoint.ResumeReading() -> suspended(false);
            case Endpoint.Pull pull -> pull(pull);
            case Endpoint.Register register -> register(register);
            case Endpoint.Inspect(var replyTo) -> replyTo.tell(output.figures(input, handle.dropped()));
            case Endpoint.Close(var replyTo) -> close(replyTo);
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

    private void close(ActorRef<? super Endpoint.Closed> replyTo) {
        ending.addCloser(replyTo);
        flushThenClose(null);
    }

    // ---- the handler ----

    private void register(Endpoint.Register command) {
        try {
            register(command.handler(), events.senderTo(command.handler()));
        } catch (IllegalArgumentException noActor) {
            events.tell(new CommandFailed(command, noActor));
        }
    }

    private void register(ActorRef<Event> next, Consumer<Event> toNext) {
        if (!events.hadHandler()) {
            if (origin.owner() != null) {
                ctx.unwatch(origin.owner());
            }
            if (phase == Phase.OPEN) {
                clock.cancel();
            }
        }
        events.attach(next, toNext, Gone::new);
        output.tellFlowToNewHandler();
        deliveryMayHaveChanged();
    }

    /** It counts, and asks for a turn if there is more to do. */
    @Override
    void handled(long weight) {
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
            end(failed(e));
        }
    }

    private static IOException failed(RuntimeException cause) {
        return new IOException("the endpoint has failed", cause);
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

    @Override
    void updateInterest() {
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

    /** Ends rather than fails: a command that is being handled would be lost. */
    @Override
    void flushNow() {
        try {
            if (!output.isBlocked()) {
                flush();
                updateInterest();
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(failed(e));
        }
    }

    private void flush() throws IOException {
        output.flush(handle, batch);
        if (phase == Phase.CLOSING && output.isEmpty()) {
            end();
        }
    }
}
