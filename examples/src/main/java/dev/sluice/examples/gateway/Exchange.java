package dev.sluice.examples.gateway;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.examples.gateway.Request.Form;
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
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * One client's connection. Reads a request, has it carried out, writes the answer, and only then looks at the next request: so
 * answers keep the order of the requests, a GET sees what the POST before it did, and what waits is one piece of input.
 *
 * <p>Needs a connection that is read by pulling and stays half open.
 */
final class Exchange implements Actor<Event> {
    /** What the exchange tells itself; once it has ended, nobody misses it. */
    private sealed interface Own extends Extension, DeadLetter.Silent {
        record Run(Runnable task) implements Own {}

        record Served(Form form, Response response) implements Own {}

        record Sent(Form form) implements Own {}

        record Late() implements Own {}
    }

    private enum Timer {
        REQUEST
    }

    private final Context<Event> ctx;
    private final ActorRef<Command> connection;
    private final Api api;
    private final Limits limits;
    private final RequestReader reader;
    private boolean inputEnded;
    private boolean isReading;

    Exchange(Context<Event> ctx, ActorRef<Command> connection, Api.World world) {
        this.ctx = ctx;
        this.connection = connection;
        this.limits = world.limits();
        this.api = new Api(world, task -> ctx.self().tell(new Own.Run(task)));
        this.reader = new RequestReader(limits);
        read();
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> received(data);
            case InputEnded() -> inputEnded();
            case Own.Run(var task) -> task.run();
            case Own.Served(var form, var response) -> write(form, response);
            case Own.Sent(var form) -> sent(form);
            case Own.Late() -> refuse(
                new RefusedException(HttpResponseStatus.REQUEST_TIMEOUT, "no request came in time"));
            case CommandFailed(var command, var cause) -> connection.tell(new Close()); // it may be closed already
            default -> {}
        }
    }

    private void read() {
        isReading = true;
        ctx.timers().once(Timer.REQUEST, limits.requestWithin(), new Own.Late());
        goOn();
    }

    /** What was pulled before a request ran out of time comes too late. */
    private void received(ByteString data) {
        if (isReading) {
            reader.feed(data);
            goOn();
        }
    }

    private void goOn() {
        try {
            switch (reader.next()) {
                case RequestReader.Step.Starved() -> pull();
                case RequestReader.Step.Expecting() -> {
                    connection.tell(new Write(Response.CONTINUE));
                    goOn();
                }
                case RequestReader.Step.Complete(var request) -> serve(request);
            }
        } catch (RefusedException e) {
            refuse(e);
        }
    }

    private void pull() {
        connection.tell(inputEnded ? new Close() : new Pull(1));
    }

    private void inputEnded() {
        inputEnded = true;
        if (isReading) {
            pull();
        }
    }

    private void serve(Request request) {
        stopReading();
        ctx.pipe(api.serve(request), result -> new Own.Served(request.form(), response(result)));
    }

    private static Response response(Result<Response> result) {
        return switch (result) {
            case Result.Ok(var response) -> response;
            case Result.Failed(var cause) -> throw new IllegalStateException("the API never fails", cause);
        };
    }

    /** Where the request ends isn't known, so none can follow. */
    private void refuse(RefusedException e) {
        stopReading();
        write(reader.form(), Response.refusal(e));
    }

    private void stopReading() {
        isReading = false;
        ctx.timers().cancel(Timer.REQUEST);
    }

    private void write(Form form, Response response) {
        connection.tell(new Write(response.bytes(form), new Ack<>(ctx.self(), new Own.Sent(form))));
    }

    private void sent(Form form) {
        if (form.keepsAlive()) {
            read();
        } else {
            connection.tell(new Close());
        }
    }

    @Override
    public void stopping(Stop reason) {
        reader.close();
    }
}
