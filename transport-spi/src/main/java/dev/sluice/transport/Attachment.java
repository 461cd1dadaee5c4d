package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Leased;
import dev.sluice.io.Connection.Received;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Who handles a connection's events. It hears of each event that was handled, and so counts what is not; and it sees to it that a
 * handler that was made for this connection is stopped when the connection has ended.
 */
final class Attachment implements Consumer<Event> {
    /** A handler was made. If the connection is no more, it is stopped again. */
    record Attached(ActorRef<Handlers.Message> parent, ActorRef<Event> handler)
        implements Connection.Extension, Owned, DeadLetter.Silent {

        @Override
        public void discard() {
            parent.tell(new Handlers.Message.Detach(handler));
        }
    }

    /** No handler can be made: those who make them have ended. */
    record Unavailable(Throwable cause) implements Connection.Extension, DeadLetter.Silent {}

    /** A handler on another thread is done with input of so many bytes. Comes behind what it wrote meanwhile. */
    record Handled(int bytes) implements Connection.Extension, DeadLetter.Silent {}

    private final ConnectionEnd connection;
    private ActorRef<Event> handler;
    private Consumer<Event> events;
    /** The handler that was made, and its parent; also when somebody else has taken over. */
    private ActorRef<Event> made;
    private ActorRef<Handlers.Message> parent;

    Attachment(ConnectionEnd connection) {
        this.connection = connection;
    }

    private Context<Connection.Command> ctx() {
        return connection.ctx;
    }

    boolean isThere() {
        return handler != null;
    }

    boolean is(ActorRef<?> other) {
        return handler == other;
    }

    /** A handler that was made for this connection; it is its parent's child, and never ends by itself. */
    void made(Attached attached) {
        made = attached.handler();
        parent = attached.parent();
    }

    void register(ActorRef<Event> next, Function<Terminated, Connection.Command> gone) {
        if (handler != null) {
            ctx().unwatch(handler);
        }
        handler = next;
        events = ctx().tracked(next, this);
        ctx().watch(next, gone);
    }

    /** It has ended by itself. */
    void gone() {
        handler = null;
        events = null;
    }

    void tell(Event event) {
        if (events != null) {
            events.accept(event);
        } else if (event instanceof Owned owned) {
            owned.discard();
        }
    }

    /** The last event. Whoever handled it is then stopped, if it was made for this connection. */
    void tellClosed(Closed closed) {
        if (events == null) {
            stopWhatWasMade();
        } else {
            events.accept(closed);
        }
    }

    /** The receipt: on the handler's thread, when it has handled an event, or certainly never will. */
    @Override
    public void accept(Event event) {
        if (event instanceof Received(var data)) {
            count(data.length());
        } else if (event instanceof Leased(var lease)) {
            count(lease.handled());
        } else if (event instanceof Closed) {
            stopWhatWasMade();
        }
    }

    private void count(int bytes) {
        if (ctx().loop().inLoop()) {
            connection.handled(bytes);
        } else {
            ctx().self().tell(new Handled(bytes));
        }
    }

    private void stopWhatWasMade() {
        if (made != null) {
            parent.tell(new Handlers.Message.Detach(made));
        }
    }
}
