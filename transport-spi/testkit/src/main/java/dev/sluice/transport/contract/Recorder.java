package dev.sluice.transport.contract;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import java.io.ByteArrayOutputStream;

/** A handler in a history: writes down what it is told, and blames what should not be. */
final class Recorder implements Actor<Event> {
    /** The connection has ended. */
    private record Gone(Terminated how) implements Connection.Extension {}

    private final History history;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Connection.Reason reason;
    private Connection.Flow flow;
    private boolean gone;

    Recorder(History history) {
        this.history = history;
    }

    Actor<Event> in(Context<Event> ctx, ActorRef<Connection.Command> connection) {
        ctx.watch(connection, Gone::new);
        return this;
    }

    byte[] received() {
        return received.toByteArray();
    }

    /** Null = it was not told of an end. */
    Connection.Reason reason() {
        return reason;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void on(Event event) {
        if (reason != null && !(event instanceof Gone)) {
            history.blame("after Closed came " + event);
        }
        switch (event) {
            case Connection.Received(var data) -> {
                received.writeBytes(data.toByteArray());
                history.received(data.length());
            }
            case Connection.Flow flow -> flow(flow);
            case Connection.InputEnded() -> history.inputEnded();
            case Connection.CommandFailed(var command, var cause) -> history.failed(command, cause);
            case Connection.Closed(var why) -> closed(why);
            case Writes.Acked(int id) -> history.writes().done(id);
            case Writes.Failed(int id, var cause) -> history.writes().failed(id, cause);
            case Gone nobody -> gone = true;
            default -> history.blame("what is that? " + event);
        }
    }

    private void flow(Connection.Flow next) {
        if (next.equals(flow)) {
            history.blame(next + " was told twice");
        }
        flow = next;
    }

    private void closed(Connection.Reason why) {
        if (gone) {
            history.blame("Closed came after Terminated");
        }
        reason = why;
    }
}
