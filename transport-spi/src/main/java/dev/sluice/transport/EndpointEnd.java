package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Stop;
import dev.sluice.io.Endpoint;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an endpoint consists of, and how it ends: what is queued leaves first, then everything is released in the actor's held stop, and
 * then its end is told. The phases are drawn at {@link DatagramEndpoint}.
 */
abstract sealed class EndpointEnd implements LoopActor<Endpoint.Command> permits DatagramEndpoint {
    /** Where an endpoint is in its life. */
    enum Phase {
        OPENING, OPEN, CLOSING, RELEASING
    }

    static final int TIMER = 1 << 16;
    static final int CREDIT = 1 << 17;
    static final int RELEASED = 1 << 18;
    /** How long a stop from outside may send what is queued. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Far longer than a poller takes to let go of a channel. */
    private static final Duration HELD_WITHIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(DatagramEndpoint.class);

    final Context<Endpoint.Command> ctx;
    final DatagramOrigin origin;
    final EndpointEvents events;
    final DatagramInput input;
    final DatagramOutput output;
    final PhaseClock clock;
    final EndpointEnding ending = new EndpointEnding();
    Phase phase = Phase.OPENING;
    DatagramHandle handle;
    ChannelPoller.Registration registration;
    private final Slots slots;
    private boolean wasOpen;

    EndpointEnd(Context<Endpoint.Command> ctx, Slots slots, DatagramOrigin origin) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = origin;
        this.events = new EndpointEvents(ctx, this::handled);
        this.input = new DatagramInput(origin.settings(), events, slots.traffic());
        this.output = new DatagramOutput(ctx, origin, events, slots.traffic(), input::reported);
        this.clock = new PhaseClock(ctx.loop(), () -> ctx.signal().raise(TIMER));
    }

    /** Input of this weight is handled. On this loop, but not only in this actor's turn. */
    abstract void handled(long weight);

    abstract void flushNow();

    abstract void updateInterest();

    final void opened() {
        SocketAddress local = handle.localAddress();
        SocketAddress remote = handle.remoteAddress();
        phase = Phase.OPEN;
        wasOpen = true;
        origin.observer().opened(ctx.self(), local, remote);
    }

    // ---- closing ----

    /** What is queued leaves at the end of this batch, or when the kernel takes it. */
    final void flushThenClose(Exception cause) {
        if (phase == Phase.OPEN) {
            ending.because(cause, false);
            phase = Phase.CLOSING;
            clock.within(origin.settings().flushWithin());
            updateInterest();
        }
    }

    final void phaseIsOver() {
        if (phase == Phase.OPEN) {
            flushThenClose(late("registerWithin: nobody registered within " + origin.settings().registerWithin()));
            flushNow();
        } else {
            end(late("flushWithin: what was queued did not leave in time"));
        }
    }

    private static IOException late(String what) {
        return new SocketTimeoutException(what);
    }

    final IOException pollerLost() {
        return new IOException("what drives the endpoint has failed: the poller of " + ctx.loop() + " broke",
            slots.failure());
    }

    // ---- the end ----

    final void end(Exception cause) {
        ending.because(cause, !output.isEmpty());
        end();
    }

    /** What is left is to release everything, in the held stop. */
    final void end() {
        if (ending.isHeld()) {
            release();
        } else if (phase != Phase.RELEASING) {
            phase = Phase.RELEASING;
            ctx.stop();
        }
    }

    /** Comes after {@link #end}, or because somebody stops this actor: its selector, the system, its own failure. */
    @Override
    public final void stopping(Stop why) {
        ending.holdBy(ctx.holdStop(HELD_WITHIN));
        boolean isInOrder = why instanceof Stop.Normal && slots.failure() == null;
        if (isInOrder && (phase == Phase.OPEN || phase == Phase.CLOSING)) {
            try {
                closeInTime(stopped(why));
            } catch (RuntimeException e) {
                end(e); // nobody else would let go of what is held
            }
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
        ending.because(cause, output.isLookingUp());
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

    /** The poller has not let go in time; the end is told all the same. */
    @Override
    public final void onHoldCutShort() {
        release();
        released();
    }

    final void released() {
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
