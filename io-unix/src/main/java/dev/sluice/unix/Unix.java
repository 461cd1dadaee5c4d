package dev.sluice.unix;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Session;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamListener;
import dev.sluice.transport.Transports;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Unix domain sockets: the entry point, and the protocol of their manager. The package page has the table of messages.
 *
 * <p>Two ways in. {@link #bind} and {@link #connect} need no actor of your own: they answer with a future. An actor that wants
 * to hear of everything itself sends {@link Bind} or {@link Connect} to {@link #get the manager}, and gets {@link Event}s.
 */
public final class Unix {
    /** More than a bind needs to let go of its path. */
    private static final Duration UNBIND_GRACE = Duration.ofMinutes(1);
    /** More than a bind needs to close and abort what is left. */
    private static final Duration DRAIN_GRACE = Duration.ofMinutes(2);

    /** Whoever gives somebody more than that means for ever. */
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private Unix() {}

    /**
     * The system's manager of Unix domain sockets; started if there is none. Any thread.
     *
     * @param system where it lives
     * @return where to send commands
     */
    public static ActorRef<Command> get(ActorSystem system) {
        return Transports.replacementOr(new UnixProvider()).manager(system);
    }

    // ---- without an actor of one's own ----

    /**
     * Listens, and makes a handler for each connection, beside it on its loop.
     *
     * @param system where all of it lives
     * @param path where to listen; see {@link Bind}
     * @param handler makes the handlers
     * @return completes when it accepts; fails with the cause, which names the path
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, Path path, Handler handler) {
        return bind(system, path, BindSettings.DEFAULT, Spec.named("handler"), handler);
    }

    /**
     * Listens, and makes a handler for each connection.
     *
     * @param system where all of it lives
     * @param path where to listen; see {@link Bind}
     * @param settings of the listener, and of the connections
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their connections
     * @param handler makes the handlers
     * @return completes when it accepts; fails with the cause, which names the path
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, Path path, BindSettings settings, Spec spec,
        Handler handler) {
        return open(system, "bind " + path, spec, handler, Bound.class,
            (replyTo, handlers) -> new Bind(path, replyTo, handlers, settings));
    }

    /**
     * Stops listening. Connections that were accepted live on, and so do their handlers.
     *
     * @param system where the listener lives
     * @param bound what {@link #bind} gave
     * @return completes when the file is gone
     */
    public static CompletableFuture<Void> unbind(ActorSystem system, Bound bound) {
        // If it has ended already, or can't answer any more, the path is free too.
        return system.ask(bound.listener(),
            (ActorRef<StreamListener.Unbound> replyTo) -> new StreamBind.Unbind(replyTo), UNBIND_GRACE)
            .handle((unbound, failure) -> null);
    }

    /**
     * Stops listening, and sees the connections to their end: {@link StreamBind.Drain}.
     *
     * @param system where the listener lives
     * @param bound what {@link #bind} gave
     * @param within how long handlers may take
     * @return completes when all connections have ended; fails if the listener has ended before, as it does when it is unbound and has
     *         no connection left
     */
    public static CompletableFuture<StreamBind.Drained> drain(ActorSystem system, Bound bound, Duration within) {
        return system.ask(bound.listener(),
            (ActorRef<StreamBind.Drained> replyTo) -> new StreamBind.Drain(within, replyTo),
            within.compareTo(LONGEST) < 0 ? within.plus(DRAIN_GRACE) : within);
    }

    /**
     * Connects, and makes a handler for the connection, beside it on its loop.
     *
     * @param system where all of it lives
     * @param path where somebody listens
     * @param handler makes the handler
     * @return completes when the connection is open; fails with the cause, which names the path
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, Path path, Handler handler) {
        return connect(system, path, ConnectSettings.DEFAULT, Spec.named("handler"), handler);
    }

    /**
     * Connects, and makes a handler for the connection.
     *
     * @param system where all of it lives
     * @param path where somebody listens
     * @param settings of the connection
     * @param spec the policy of the handler; names a dispatcher if it shall not live beside the connection
     * @param handler makes the handler
     * @return completes when the connection is open; fails with the cause, which names the path
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, Path path, ConnectSettings settings,
        Spec spec, Handler handler) {
        return open(system, "connect " + path, spec, handler, Connected.class,
            (replyTo, handlers) -> new Connect(path, replyTo, handlers, settings));
    }

    private static <A extends Event> CompletableFuture<A> open(ActorSystem system, String name, Spec spec,
        Handler handler, Class<A> answer, BiFunction<ActorRef<Event>, Handlers, Command> command) {
        return Session.start(system, name, system.loops(), spec, handler,
            (ActorRef<Event> replyTo, Handlers handlers) -> get(system).tell(command.apply(replyTo, handlers)),
            event -> meaning(event, answer));
    }

    private static <A extends Event> Session.Meaning<A> meaning(Event event, Class<A> answer) {
        return switch (event) {
            case Bound bound -> new Session.Opened<>(answer.cast(bound), bound.listener());
            case Connected connected -> new Session.Opened<>(answer.cast(connected), connected.connection());
            case CommandFailed(var command, var cause) -> new Session.Failed<>(cause);
            default -> new Session.Other<>();
        };
    }

    // ---- commands ----

    /**
     * What the manager is told. Each command is answered; if the manager has ended, or ends before it comes to it, with {@link
     * CommandFailed}.
     */
    public sealed interface Command extends Shareable, Owned {
        /** {@return the path that it is about} */
        Path path();

        /**
         * Who is told.
         *
         * @return an actor of this system, or a view of one ({@link ActorRef#accepting}); its end unbinds what it had bound,
         *         and ends connections that have no handler yet
         */
        ActorRef<? super Event> replyTo();

        /** {@return what makes handlers; null = {@code replyTo} sends each connection a {@link Connection.Register}} */
        Handlers handlers();

        /** Tells that nobody is there any more to carry it out. */
        @Override
        default void discard() {
            replyTo().tell(new CommandFailed(this,
                new IllegalStateException("the manager of Unix domain sockets has stopped")));
        }
    }

    /**
     * Listen. Answered by {@link Bound} or {@link CommandFailed}. The file is made now, and removed when the listener ends, unless
     * others have put theirs in its place meanwhile.
     *
     * <p>If there is a file already: a socket where nobody listens any more, such as a process leaves that was killed, is removed
     * first. If somebody listens there, if it was made within the last second, since then somebody may be about to listen, or if it is a
     * file of any other kind, the command fails with a {@link java.net.BindException}, and the file stays.
     *
     * @param path where, in a directory that exists; about a hundred bytes long at the most. The JDK knows no abstract names
     * @param replyTo told of this listener; without handlers also of each connection, by {@link Connected}
     * @param handlers makes a handler for each connection; null = {@code replyTo} sends each a {@link Connection.Register}
     * @param settings of the listener, and of the connections
     */
    public record Bind(Path path, ActorRef<? super Event> replyTo, Handlers handlers, BindSettings settings)
        implements Command {
        /** Checks the fields. */
        public Bind {
            UnixDomainSocketAddress.of(path); // throws if it belongs to no file system that has sockets
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }
    }

    /**
     * Open a connection. Answered by {@link Connected} or {@link CommandFailed}, at once unless a layer takes its time. It fails also
     * if as many wait there as the backlog allows.
     *
     * @param path where somebody listens
     * @param replyTo told of the connection
     * @param handlers makes its handler; null = {@code replyTo} sends it a {@link Connection.Register}
     * @param settings of the connection
     */
    public record Connect(Path path, ActorRef<? super Event> replyTo, Handlers handlers, ConnectSettings settings)
        implements Command {
        /** Checks the fields. */
        public Connect {
            UnixDomainSocketAddress.of(path); // throws if it belongs to no file system that has sockets
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }
    }

    /**
     * Who is at the other end of a connection? Sent to the connection. Where the system doesn't tell, the handler gets a {@link
     * Connection.CommandFailed}; a connection that has ended doesn't answer.
     *
     * @param replyTo told the {@link Peer}
     */
    public record GetPeer(ActorRef<? super Peer> replyTo) implements Connection.Extension, DeadLetter.Silent {
        /** Checks who is told. */
        public GetPeer {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Whose process it was that connected or listened, as the kernel has seen it at that moment.
     *
     * @param user its effective user: the name, or the number if it has none
     * @param group its effective group: the name, or the number if it has none
     */
    public record Peer(String user, String group) implements Shareable {}

    // ---- events ----

    /** What the manager tells those who sent it a command. */
    public sealed interface Event extends Shareable {}

    /**
     * It listens.
     *
     * @param listener where to send the commands of {@link StreamBind}, such as {@link StreamBind.Unbind}
     * @param path where it listens
     */
    public record Bound(ActorRef<StreamBind.Command> listener, Path path) implements Event {}

    /**
     * It listens no more, and the file is gone. Comes once for each {@link Bound}.
     *
     * @param path where it listened
     * @param cause why; null = it was told to
     */
    public record Unbound(Path path, Exception cause) implements Event, DeadLetter.Silent {}

    /**
     * A connection is open: one that was asked for, or one that was accepted.
     *
     * @param connection where to send commands of {@link Connection}, and {@link GetPeer}
     * @param path of the listener; who connects has no name
     */
    public record Connected(ActorRef<Connection.Command> connection, Path path) implements Event {}

    /**
     * A command could not be carried out; nothing is left of it.
     *
     * @param command the very command
     * @param cause why; names the path if it is the path's fault
     */
    public record CommandFailed(Command command, Exception cause) implements Event {}

    /**
     * The handler of a connection could not be made, or nobody registered in time: the connection is aborted. Or its handler has
     * failed, and its directive was not to go on: the connection is closed in order.
     *
     * @param connection which one
     * @param cause why
     */
    public record HandlerFailed(ActorRef<Connection.Command> connection, Throwable cause) implements Event {}

    /**
     * Somebody wants in who can't be accepted: a limit is reached, or accepting fails, and is tried again. Told once, until {@link
     * AcceptResumed}.
     *
     * @param path where it listens
     * @param cause what came first: the failure, or a {@link dev.sluice.transport.CapacityException}, which says which limit it is
     */
    public record AcceptPaused(Path path, Exception cause) implements Event, DeadLetter.Silent {}

    /**
     * For a second nobody was held up.
     *
     * @param path where it listens
     */
    public record AcceptResumed(Path path) implements Event, DeadLetter.Silent {}
}
