package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Datagram;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.ReceivedAll;
import dev.sluice.io.Endpoint.Truncated;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who handles an endpoint's events. It hears of each event that was handled, and so counts what is not. */
final class EndpointEvents {
    /** A handler on another thread is done with input of this weight. Comes behind what it sent meanwhile. */
    record Handled(long weight) implements Endpoint.Extension, DeadLetter.Silent {}

    /** What a datagram costs beside its data, so that tiny ones are bounded too. */
    static final int OVERHEAD = 64;

    /** So many failures wait for the first handler; there may never be one. */
    private static final int HELD = 256;
    private static final Logger LOG = LoggerFactory.getLogger(DatagramEndpoint.class);

    private final Context<Endpoint.Command> ctx;
    private final LongConsumer handled;
    private ActorRef<Event> handler;
    private Consumer<Event> events;
    private boolean hadHandler;
    private List<CommandFailed> held = new ArrayList<>(0);

    /**
     * Nobody, at first.
     *
     * @param handled told the weight of what was handled: on the loop, but not only in the actor's turn
     */
    EndpointEvents(Context<Endpoint.Command> ctx, LongConsumer handled) {
        this.ctx = ctx;
        this.handled = handled;
    }

    boolean hasHandler() {
        return handler != null;
    }

    /** Whether there was one at any time. */
    boolean hadHandler() {
        return hadHandler;
    }

    boolean isHandler(ActorRef<?> other) {
        return handler == other;
    }

    boolean wasHandler(Terminated ended) {
        return handler != null && ended.isOf(handler);
    }

    /** @throws IllegalArgumentException if it is no actor that can be a handler */
    Consumer<Event> senderTo(ActorRef<Event> next) {
        return ctx.tracked(next, this::isDone);
    }

    void attach(ActorRef<Event> next, Consumer<Event> toNext, Function<Terminated, Endpoint.Command> gone) {
        if (handler != null) {
            ctx.unwatch(handler);
        }
        handler = next;
        hadHandler = true;
        events = toNext;
        ctx.watch(next, gone);
        held.forEach(events);
        held = List.of();
    }

    /** It has ended by itself. */
    void detach() {
        handler = null;
        events = null;
    }

    void tell(Event event) {
        if (handler != null) {
            events.accept(event);
        } else if (event instanceof CommandFailed failure) {
            hold(failure);
        } else if (event instanceof Owned owned) {
            owned.discard();
        }
    }

    /** What failed before there was a handler, the first one hears. */
    private void hold(CommandFailed failure) {
        if (!hadHandler && held.size() < HELD) {
            held.add(failure);
        } else {
            untold(failure);
        }
    }

    private void untold(CommandFailed failure) {
        LOG.debug("{} has nobody to tell that {} has failed", ctx.self(), failure.command(), failure.cause());
    }

    /** The last event. */
    void tellClosed(Closed closed) {
        if (handler != null) {
            events.accept(closed);
        }
        held.forEach(this::untold);
    }

    /** The receipt: on the handler's thread, when it has handled an event, or certainly never will. */
    private void isDone(Event event) {
        long weight = weight(event);
        if (weight == 0) {
            return;
        }
        if (ctx.loop().inLoop()) {
            handled.accept(weight);
        } else {
            ctx.self().tell(new Handled(weight));
        }
    }

    private static long weight(Event event) {
        return switch (event) {
            case Received(var data, var sender) -> data.length() + OVERHEAD;
            case Truncated(var data, var sender) -> data.length() + OVERHEAD;
            case ReceivedAll(var datagrams) -> weight(datagrams);
            default -> 0;
        };
    }

    /** Of all of them. */
    static long weight(List<Datagram> datagrams) {
        long weight = 0;
        for (Datagram one : datagrams) {
            weight += one.data().length() + OVERHEAD;
        }
        return weight;
    }
}
