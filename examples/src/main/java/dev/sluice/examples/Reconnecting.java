package dev.sluice.examples;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.tcp.ConnectSettings;
import dev.sluice.tcp.Retry;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * An actor that keeps a connection: when it is lost, it waits a moment, and connects again, for as long as that takes. What is sent
 * while there is no connection is dropped, as is what was on its way when one was lost: whoever needs more lets the other side
 * confirm.
 */
final class Reconnecting implements Actor<Reconnecting.Message> {
    sealed interface Message {
        record Send(ByteString data) implements Message {}

        record Told(Tcp.Event event) implements Message {}

        record Heard(Connection.Event event) implements Message {}

        record Again() implements Message {}
    }

    private final Context<Message> ctx;
    private final InetSocketAddress remote;
    private final Duration pause;
    private final ActorRef<ByteString> received;
    /** Null if there is none. */
    private ActorRef<Connection.Command> connection;

    /** A server that accepts, but hangs up at once, is only protected by the pause. */
    Reconnecting(Context<Message> ctx, InetSocketAddress remote, Duration pause, ActorRef<ByteString> received) {
        this.ctx = ctx;
        this.remote = remote;
        this.pause = pause;
        this.received = received;
        connect();
    }

    private void connect() {
        ConnectSettings settings = ConnectSettings.DEFAULT.retry(Retry.FOR_EVER);
        Tcp.get(ctx.system()).tell(new Tcp.Connect(remote, ctx.self().accepting(Message.Told::new), null, settings));
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Told(Tcp.Connected connected) -> {
                connection = connected.connection();
                connection.tell(new Connection.Register(ctx.self().accepting(Message.Heard::new)));
            }
            case Message.Heard(Connection.Received(var data)) -> received.tell(data);
            case Message.Heard(Connection.Closed closed) -> {
                connection = null;
                ctx.timers().once("again", pause, new Message.Again());
            }
            case Message.Again() -> connect();
            case Message.Send(var data) when connection != null -> connection.tell(new Connection.Write(data));
            case Message.Told(Tcp.CommandFailed failed) -> ctx.timers().once("again", pause, new Message.Again());
            default -> {
            }
        }
    }
}
