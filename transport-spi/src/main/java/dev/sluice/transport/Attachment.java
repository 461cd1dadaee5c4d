package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.ConnectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who handles a connection's events. It hears of each event that was handled, and so counts what is not; and it sees to it that a
 * handler that was made for this connection is stopped when the connection has ended.
 */
abstract sealed class Attachment implements LoopActor<Connection.Command> permits Outflow {
    /**
     * A handler is about to be made, or ready. The first of both says so to the connection; if that is no more, or when it ends, the
     * handler is stopped again, once.
     *
     * @param isReady it is made; what it has ordered meanwhile came before
     */
    record Attached(ActorRef<Handlers.Message> parent, ActorRef<Event> handler, boolean isReady)
        implements Connection.Extension, Owned, DeadLetter.Silent {

        @Override
        public void discard() {
            if (!isReady) {
                parent.tell(new Handlers.Message.Detach(handler));
            }
        }
    }

    /** No handler can be made: those who make them have ended. */
    record Unavailable(Throwable cause) implements Connection.Extension, DeadLetter.Silent {}

    /** A handler on another thread is done with input of so many bytes. Comes behind what it wrote meanwhile. */
    record Handled(int bytes) implements Connection.Extension, DeadLetter.Silent {}

    final Context<Connection.Command> ctx;
    final Slots slots;
    final StreamOrigin origin;
    private ActorRef<Event> handler;
    private Consumer<Event> events;
    /** The handler that was made, and its parent; also when somebody else has taken over. */
    private ActorRef<Event> made;
    private ActorRef<Handlers.Message> parent;

    Attachment(Context<Connection.Command> ctx, Slots slots, StreamOrigin origin) {
        this.ctx = ctx;
        this.slots = slots;
        this.origin = origin;
    }

    final ConnectionSettings settings() {
        return origin.settings();
    }

    /** On this loop, but not only in this actor's turn. */
    abstract void handled(int bytes);

    final boolean hasHandler() {
        return handler != null;
    }

    final boolean isHandler(ActorRef<?> other) {
        return handler == other;
    }

    /** A handler that is made for this connection, as a child of its parent. */
    final void handlerMade(Attached attached) {
        made = attached.handler();
        parent = attached.parent();
    }

    final boolean wasMade(Terminated ended) {
        return made != null && ended.isOf(made);
    }

    final boolean wasHandler(Terminated ended) {
        return handler != null && ended.isOf(handler);
    }

    /** @throws IllegalArgumentException if it is no actor that can be a handler */
    final Consumer<Event> senderTo(ActorRef<Event> next) {
        return ctx.tracked(next, this::isDone);
    }

    final void attach(ActorRef<Event> next, Consumer<Event> toNext, Function<Terminated, Connection.Command> gone) {
        if (handler != null) {
            ctx.unwatch(handler);
        }
        Consumer<Event> before = events;
        handler = next;
        events = toNext;
        ctx.watch(next, gone);
        if (before instanceof Held held) {
            held.failures.forEach(events);
        }
    }

    /** It has ended by itself. */
    final void detach() {
        handler = null;
        events = null;
    }

    final void tell(Event event) {
        if (handler != null) {
            events.accept(event);
        } else if (event instanceof CommandFailed failure && awaitsHandler()) {
            hold(failure);
        } else if (event instanceof Owned owned) {
            owned.discard();
        }
    }

    /** What failed before there was a handler, the first one hears. */
    private void hold(CommandFailed failure) {
        if (events == null) {
            events = new Held();
        }
        events.accept(failure);
    }

    private static final class Held implements Consumer<Event> {
        private final List<Event> failures = new ArrayList<>();

        @Override
        public void accept(Event failure) {
            failures.add(failure);
        }
    }

    /** Whether a first handler may still come. */
    abstract boolean awaitsHandler();

    /** The last event. Whoever handled it is then stopped, if it was made for this connection. */
    final void tellClosed(Closed closed) {
        if (handler == null) {
            stopWhatWasMade();
        } else {
            events.accept(closed);
        }
    }

    /** The receipt: on the handler's thread, when it has handled an event, or certainly never will. */
    private void isDone(Event event) {
        if (event instanceof Received(var data)) {
            count(data.length());
        } else if (event instanceof Leased(var lease)) {
            count(lease.handled());
        } else if (event instanceof Closed) {
            stopWhatWasMade();
        }
    }

    private void count(int bytes) {
        if (ctx.loop().inLoop()) {
            handled(bytes);
        } else {
            ctx.self().tell(new Handled(bytes));
        }
    }

    private void stopWhatWasMade() {
        if (made != null) {
            parent.tell(new Handlers.Message.Detach(made));
        }
    }
}
