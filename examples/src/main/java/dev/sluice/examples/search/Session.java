package dev.sluice.examples.search;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Result;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Pull;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import java.util.Locale;

/**
 * The front end of one connection: reads a query, has it answered, writes the answer, and only then looks at the next query. So
 * answers come in order, and a client that doesn't read them is not read from.
 *
 * <p>Needs a connection that is read by pulling and stays half open.
 */
final class Session implements Actor<Event> {
    /** What the session tells itself; once it has ended, nobody misses it. */
    private sealed interface Own extends Extension, DeadLetter.Silent {
        record Answered(Result<Answer> result) implements Own {}

        record Sent() implements Own {}

        record Refused() implements Own {}
    }

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private final Front front;
    private final Lines lines = new Lines();
    private boolean isBusy;
    private boolean inputEnded;

    Session(Context<Event> ctx, ActorRef<Command> connection, Front front) {
        this.ctx = ctx;
        this.connection = connection;
        this.front = front;
        connection.tell(new Pull(1));
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> {
                lines.feed(data);
                goOn();
            }
            case InputEnded() -> {
                inputEnded = true;
                goOn();
            }
            case Own.Answered(var result) -> write(text(result), new Own.Sent());
            case Own.Sent() -> {
                isBusy = false;
                goOn();
            }
            case Own.Refused() -> connection.tell(new Close());
            case CommandFailed(var command, var cause) -> connection.tell(new Close()); // it may be closed already
            default -> {}
        }
    }

    private void goOn() {
        if (!isBusy) {
            try {
                serve();
            } catch (TooLongException e) {
                isBusy = true;
                write("error: " + e.getMessage() + "\n\n", new Own.Refused());
            }
        }
    }

    private void serve() throws TooLongException {
        String line = lines.next();
        if (line == null && inputEnded) {
            line = lines.last();
        }
        if (line != null) {
            isBusy = true;
            ctx.pipe(front.search(line), Own.Answered::new);
        } else {
            connection.tell(inputEnded ? new Close() : new Pull(1));
        }
    }

    private void write(String text, Own sent) {
        connection.tell(new Write(ByteString.utf8(text), new Ack<>(ctx.self(), sent)));
    }

    private static String text(Result<Answer> result) {
        StringBuilder text = new StringBuilder();
        if (result instanceof Result.Ok(var answer)) {
            for (Hit hit : answer.hits()) {
                text.append(String.format(Locale.ROOT, "%.6f\t%s\n", hit.score(), hit.document()));
            }
        }
        return text.append('\n').toString();
    }
}
