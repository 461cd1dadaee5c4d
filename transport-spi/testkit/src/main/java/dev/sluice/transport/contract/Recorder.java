package dev.sluice.transport.contract;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.WriteRefusedException;
import java.io.ByteArrayOutputStream;
import java.util.function.IntConsumer;

/** A handler in a history: writes down what it is told, and blames what should not be. */
final class Recorder implements Actor<Event> {
    /** The connection has ended. */
    private record Gone(Terminated how) implements Connection.Extension {}

    private final Books books;
    private final IntConsumer onInput;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Connection.Reason reason;
    private Connection.Flow flow;
    private boolean inputEnded;
    private boolean gone;

    /** Calls back with the length of each input. */
    Recorder(Books books, IntConsumer onInput) {
        this.books = books;
        this.onInput = onInput;
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

    /** Of a write that came when the connection had ended, which tells its ack even then. */
    private static boolean isTooLate(Event event) {
        return event instanceof Writes.Failed(int id, WriteRefusedException cause)
            && cause.kind() == WriteRefusedException.Kind.CLOSING;
    }

    @Override
    public void on(Event event) {
        if (reason != null && !(event instanceof Gone) && !isTooLate(event)) {
            books.blame("after Closed came " + event);
        }
        if (inputEnded && event instanceof Connection.Received) {
            books.blame("after InputEnded came " + event);
        }
        switch (event) {
            case Connection.Received(var data) -> {
                received.writeBytes(data.toByteArray());
                books.received(data.length());
                onInput.accept(data.length());
            }
            case Connection.Flow flow -> flow(flow);
            case Connection.InputEnded() -> inputEnded();
            case Connection.CommandFailed(var command, var cause) -> books.failed(command, cause);
            case Connection.Closed(var why) -> closed(why);
            case Writes.Acked(int id) -> books.writes().done(id);
            case Writes.Failed(int id, var cause) -> books.writes().failed(id, cause);
            case Gone nobody -> gone = true;
            default -> books.blame("what is that? " + event);
        }
    }

    private void inputEnded() {
        if (inputEnded) {
            books.blame("InputEnded was told twice");
        }
        inputEnded = true;
        books.inputEnded();
    }

    /** True may come again: it also answers whoever wants to write again after a refusal. */
    private void flow(Connection.Flow next) {
        if (!next.open() && next.equals(flow)) {
            books.blame(next + " was told twice");
        }
        flow = next;
    }

    private void closed(Connection.Reason why) {
        if (gone && !Books.isLate(why)) {
            books.blame("Closed came after Terminated");
        }
        reason = why;
    }
}
