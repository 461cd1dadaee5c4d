package org.example.local;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Session;
import dev.sluice.transport.StreamBind;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Streams between processes of one machine: an address is the path of a socket. */
public final class Local {
    private Local() {}

    // ---- what the manager is told ----

    public sealed interface Command extends Owned {
        Path path();

        ActorRef<? super Event> replyTo();

        Handlers handlers();

        ConnectionSettings settings();

        default void failed(Exception cause) {
            replyTo().tell(new CommandFailed(this, cause));
        }

        @Override
        default void discard() {
            failed(new IllegalStateException("the manager has stopped"));
        }
    }

    /** Listen. Answered by Bound or CommandFailed; without handlers, each Connected is told too. */
    public record Bind(Path path, ActorRef<? super Event> replyTo, Handlers handlers, ConnectionSettings settings)
        implements Command {}

    /** Connect. Answered by Connected or CommandFailed. */
    public record Connect(Path path, ActorRef<? super Event> replyTo, Handlers handlers, ConnectionSettings settings)
        implements Command {}

    // ---- what it tells ----

    public sealed interface Event extends Shareable {}

    public record Bound(ActorRef<StreamBind.Command> listener, Path path) implements Event {}

    public record Unbound(Path path, Exception cause) implements Event {}

    public record Connected(ActorRef<Connection.Command> connection) implements Event {}

    public record CommandFailed(Command command, Exception cause) implements Event {}

    public record HandlerFailed(ActorRef<Connection.Command> connection, Throwable cause) implements Event {}

    // ---- for those who are no actors ----

    public static CompletableFuture<Bound> bind(ActorSystem system, Path path, Handler handler) {
        return open(system, handler, Bound.class,
            (replyTo, handlers) -> new Bind(path, replyTo, handlers, ConnectionSettings.DEFAULT));
    }

    public static CompletableFuture<Connected> connect(ActorSystem system, Path path, Handler handler) {
        return open(system, handler, Connected.class,
            (replyTo, handlers) -> new Connect(path, replyTo, handlers, ConnectionSettings.DEFAULT));
    }

    private static <A extends Event> CompletableFuture<A> open(ActorSystem system, Handler handler, Class<A> answer,
        BiFunction<ActorRef<Event>, Handlers, Command> command) {
        return Session.start(system, "local", system.loops(), Spec.named("handler"), handler,
            (ActorRef<Event> replyTo, Handlers handlers) -> new LocalProvider().manager(system)
                .tell(command.apply(replyTo, handlers)),
            event -> switch (event) {
                case Bound bound -> new Session.Opened<>(answer.cast(bound), bound.listener());
                case Connected connected -> new Session.Opened<>(answer.cast(connected), connected.connection());
                case CommandFailed(var failed, var cause) -> new Session.Failed<>(cause);
                case Unbound unbound -> new Session.Other<>();
                case HandlerFailed failed -> new Session.Other<>();
            });
    }
}
