package dev.sluice.examples.search;

import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Result;
import dev.sluice.framing.FrameHandler;
import dev.sluice.framing.Framed;
import dev.sluice.framing.FramingException;
import dev.sluice.framing.Lines;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Extension;
import dev.sluice.io.Connection.InputEnded;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Handler;
import java.util.Locale;

/**
 * The front end of one connection: reads a query, has it answered, writes the answer, and only then looks at the next query. So
 * answers come in order, and a client that doesn't read them is not read from.
 *
 * <p>Needs a connection that is read by pulling and stays half open.
 */
final class Session implements FrameHandler {
    /** In bytes, without the end of the line. */
    static final int LONGEST_LINE = 4096;

    /** What the session tells itself; once it has ended, nobody misses it. */
    private sealed interface Own extends Extension, DeadLetter.Silent {
        record Answered(Result<Answer> result) implements Own {}

        record Sent() implements Own {}
    }

    private final Context<Event> ctx;
    private final Framed framed;
    private final Front front;

    private Session(Context<Event> ctx, Framed framed, Front front) {
        this.ctx = ctx;
        this.framed = framed;
        this.front = front;
        framed.pull();
    }

    static Handler handler(Front front) {
        return Framed.pulling(Lines.of(LONGEST_LINE).openEnd(), (ctx, framed) -> new Session(ctx, framed, front));
    }

    @Override
    public void on(ByteString line) {
        ctx.pipe(front.search(line.decodeUtf8()), Own.Answered::new);
    }

    @Override
    public void onEvent(Event event) {
        switch (event) {
            case Own.Answered(var result) -> write(text(result), new Ack<>(ctx.self(), new Own.Sent()));
            case Own.Sent() -> framed.pull();
            case InputEnded() -> framed.close();
            case CommandFailed(var command, var cause) -> framed.close(); // it may be closed already
            default -> {}
        }
    }

    @Override
    public void onFailure(FramingException failure) {
        write("error: a line has more than " + LONGEST_LINE + " bytes\n\n", null);
        framed.close();
    }

    private void write(String text, Ack<Event> ack) {
        framed.connection().tell(new Write(ByteString.utf8(text), ack));
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
