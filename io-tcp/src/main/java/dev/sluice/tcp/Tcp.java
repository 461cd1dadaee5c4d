package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.AcceptSettings;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.ListenerFigures;
import dev.sluice.transport.SelectorFigures;
import dev.sluice.transport.Session;
import dev.sluice.transport.Transports;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * TCP: the entry point, and the protocol of its manager. The package page has the table of messages.
 *
 * <p>Two ways in. {@link #bind} and {@link #connect} need no actor of your own: they answer with a future. An actor that wants
 * to hear of everything itself sends {@link Bind} or {@link Connect} to {@link #get the manager}, and gets {@link Event}s.
 */
public final class Tcp {
    /** More than a bind needs to let go of its address. */
    private static final Duration UNBIND_GRACE = Duration.ofMinutes(1);
    /** More than a bind needs to close and abort what is left. */
    private static final Duration DRAIN_GRACE = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    private Tcp() {}

    // ---- the manager ----

    /**
     * The system's TCP manager; started if there is none. Any thread.
     *
     * @param system where it lives
     * @return where to send commands
     */
    public static ActorRef<Command> get(ActorSystem system) {
        return get(system, TcpSettings.DEFAULT);
    }

    /**
     * The system's TCP manager. Any thread.
     *
     * @param system where it lives
     * @param settings count if this call starts the manager
     * @return where to send commands
     */
    public static ActorRef<Command> get(ActorSystem system, TcpSettings settings) {
        return Transports.replacementOr(new TcpProvider(settings)).manager(system);
    }

    // ---- without an actor of one's own ----

    /**
     * Listens, and makes a handler for each connection, beside it on its loop.
     *
     * @param system where all of it lives
     * @param local where to listen; port 0 = any free one, which {@link Bound#local} tells
     * @param handler makes the handlers
     * @return completes when it accepts; fails with the cause, which names the address
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, Handler handler) {
        return bind(system, local, BindSettings.DEFAULT, handler);
    }

    /**
     * Listens, and makes a handler for each connection.
     *
     * @param system where all of it lives
     * @param local where to listen; port 0 = any free one, which {@link Bound#local} tells
     * @param settings of the listener, and of the connections
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their connections
     * @param handler makes the handlers
     * @return completes when it accepts; fails with the cause, which names the address
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, BindSettings settings,
        Spec spec,
        Handler handler) {
        return open(system, "bind :" + local.getPort(), spec, handler, Bound.class,
            (replyTo, handlers) -> new Bind(local, replyTo, handlers, settings));
    }

    /**
     * Listens, and makes a handler for each connection, beside it on its loop.
     *
     * @param system where all of it lives
     * @param local where to listen; port 0 = any free one, which {@link Bound#local} tells
     * @param settings of the listener, and of the connections
     * @param handler makes the handlers
     * @return completes when it accepts; fails with the cause, which names the address
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, BindSettings settings,
        Handler handler) {
        return bind(system, local, settings, Spec.named("handler"), handler);
    }

    /**
     * Stops listening. Connections that were accepted live on, and so do their handlers.
     *
     * @param system where the listener lives
     * @param bound what {@link #bind} gave
     * @return completes when the address is free
     */
    public static CompletableFuture<Void> unbind(ActorSystem system, Bound bound) {
        // If it has ended already, or can't answer any more, the address is free too.
        return system.ask(bound.listener(), (ActorRef<Unbound> replyTo) -> new Unbind(replyTo), UNBIND_GRACE)
            .handle((unbound, failure) -> null);
    }

    /**
     * Stops listening, and sees the connections to their end: {@link Drain}.
     *
     * @param system where the listener lives
     * @param bound what {@link #bind} gave
     * @param within how long handlers may take
     * @return completes when all connections have ended; fails if the listener has ended before, as it does when it is unbound and has
     *         no connection left
     */
    public static CompletableFuture<Drained> drain(ActorSystem system, Bound bound, Duration within) {
        return system.ask(bound.listener(), (ActorRef<Drained> replyTo) -> new Drain(within, replyTo),
            longer(within, DRAIN_GRACE));
    }

    /** Whoever gives somebody for ever means it. */
    private static Duration longer(Duration time, Duration by) {
        return time.compareTo(LONGEST.minus(by)) < 0 ? time.plus(by) : LONGEST;
    }

    /**
     * Connects, and makes a handler for the connection, beside it on its loop. Cancelling the future gives up, in whatever stage it
     * is, and leaves nothing; see {@link Connect} for how it goes.
     *
     * @param system where all of it lives
     * @param remote where to; its name is looked up if it is unresolved
     * @param handler makes the handler
     * @return completes when the connection is open; fails with the cause, which names the address
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote, Handler handler) {
        return connect(system, remote, ConnectSettings.DEFAULT, handler);
    }

    /**
     * Connects, and makes a handler for the connection. With {@link ConnectSettings#retry} it goes on trying when it fails. Cancelling
     * the future gives up, in whatever stage it is, and leaves nothing.
     *
     * @param system where all of it lives
     * @param remote where to; its name is looked up if it is unresolved
     * @param settings of the connection
     * @param spec the policy of the handler; names a dispatcher if it shall not live beside the connection
     * @param handler makes the handler
     * @return completes when the connection is open; fails with the cause, which names the address
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote,
        ConnectSettings settings,
        Spec spec, Handler handler) {
        return open(system, "connect :" + remote.getPort(), spec, handler, Connected.class,
            (replyTo, handlers) -> new Connect(remote, replyTo, handlers, settings));
    }

    private static <A extends Event> CompletableFuture<A> open(ActorSystem system, String name, Spec spec,
        Handler handler,
        Class<A> answer, BiFunction<ActorRef<Event>, Handlers, Command> command) {
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

    /**
     * Connects, and makes a handler for the connection, beside it on its loop.
     *
     * @param system where all of it lives
     * @param remote where to; its name is looked up if it is unresolved
     * @param settings of the connection
     * @param handler makes the handler
     * @return completes when the connection is open; fails with the cause, which names the address
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote,
        ConnectSettings settings,
        Handler handler) {
        return connect(system, remote, settings, Spec.named("handler"), handler);
    }

    // ---- commands ----

    /**
     * What the manager is told. Each command but {@link CancelConnect} is answered; if the manager has ended, or ends before it comes to it, with {@link
     * CommandFailed}.
     */
    public sealed interface Command extends TcpMessage, Owned {
        /**
         * Who is told.
         *
         * @return an actor of this system, or a view of one ({@link ActorRef#accepting}); its end unbinds what it had bound,
         *         and ends connections that have no handler yet
         */
        ActorRef<? super Event> replyTo();

        /**
         * Tells that it could not be carried out. For transports.
         *
         * @param cause why
         */
        default void failed(Exception cause) {
            replyTo().tell(new CommandFailed(this, cause));
        }

        /** Tells that nobody is there any more to carry it out. */
        @Override
        default void discard() {
            failed(new IllegalStateException("the TCP manager has stopped"));
        }
    }

    /**
     * Listen. Answered by {@link Bound} or {@link CommandFailed}.
     *
     * @param local where; port 0 = any free one
     * @param replyTo told of this listener; without handlers also of each connection, by {@link Connected}
     * @param handlers makes a handler for each connection; null = {@code replyTo} sends each a {@link Connection.Register}
     * @param settings of the listener, and of the connections
     */
    public record Bind(InetSocketAddress local, ActorRef<? super Event> replyTo, Handlers handlers,
        BindSettings settings)
        implements Command {
        /** Checks the fields. */
        public Bind {
            Objects.requireNonNull(local, "local");
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }

        /**
         * A bind with default settings whose binder is told of each connection.
         *
         * @param local where to listen
         * @param replyTo told of the listener, and of each connection
         */
        public Bind(InetSocketAddress local, ActorRef<? super Event> replyTo) {
            this(local, replyTo, null, BindSettings.DEFAULT);
        }
    }

    /**
     * Open a connection. Answered once, by {@link Connected} or {@link CommandFailed}. The addresses of a name are tried as RFC 8305
     * ("happy eyeballs") says: IPv6 and IPv4 in turn, each one a little after the last ({@link ConnectSettings#attemptDelay}) or as
     * soon as the last has failed; the first that is open is the connection, and the others are reset without a word. While more than
     * one is tried, each counts against the limit of connections.
     *
     * <p>If all fail, or time is up, and {@link ConnectSettings#retry} doesn't want more, the command fails, when all sockets are closed.
     * The cause is that of the first address that has failed, with the others suppressed in it; each names its address. If it is time,
     * it is a {@link java.net.SocketTimeoutException} that tells who has not answered. A failed look-up is an {@link
     * java.net.UnknownHostException}, and a lack of slots a {@link dev.sluice.transport.CapacityException}.
     *
     * <p>The end of {@code replyTo} takes the command back, and {@link CancelConnect} cancels it.
     *
     * @param remote where to; looked up if it is unresolved
     * @param replyTo told of the connection
     * @param handlers makes its handler; null = {@code replyTo} sends it a {@link Connection.Register}
     * @param settings of the connection
     */
    public record Connect(InetSocketAddress remote, ActorRef<? super Event> replyTo, Handlers handlers,
        ConnectSettings settings) implements Command {
        /** Checks the fields. */
        public Connect {
            Objects.requireNonNull(remote, "remote");
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }

        /**
         * A connect with default settings, whose connection waits for {@link Connection.Register}.
         *
         * @param remote where to; looked up if it is unresolved
         * @param replyTo told of the connection
         */
        public Connect(InetSocketAddress remote, ActorRef<? super Event> replyTo) {
            this(remote, replyTo, null, ConnectSettings.DEFAULT);
        }
    }

    /**
     * Give up a {@link Connect}, wherever it is: looking up, connecting, or in a pause before it is tried again. It is then answered
     * by {@link CommandFailed} with a {@link java.util.concurrent.CancellationException}, when nothing is left of it. If its answer was
     * already told, this does nothing; a {@link Connected} may cross it on the way.
     *
     * @param connect the very command, not one that is equal
     */
    public record CancelConnect(Connect connect) implements Command, DeadLetter.Silent {
        /** Checks the field. */
        public CancelConnect {
            Objects.requireNonNull(connect, "connect");
        }

        /** {@return who is told of the connect} */
        @Override
        public ActorRef<? super Event> replyTo() {
            return connect.replyTo();
        }

        /** If the manager has stopped, the connect is answered, and so this need not be. */
        @Override
        public void discard() {}
    }

    /**
     * What a listener is told. Its ref lives as long as it listens and one of its connections is open; one that has ended doesn't
     * answer.
     */
    public sealed interface ListenerCommand extends Shareable
        permits Unbind, Accept, SuspendAccepting, ResumeAccepting, Drain, Inspect, GetOptions {}

    /**
     * Stop listening. What was accepted lives on; those who wait in the kernel's queue are reset.
     *
     * @param replyTo gets {@link Unbound}, as the binder does; null = only the binder
     */
    public record Unbind(ActorRef<? super Unbound> replyTo) implements ListenerCommand, DeadLetter.Silent {
        /** An unbind of which only the binder is told. */
        public Unbind() {
            this(null);
        }
    }

    /**
     * Accept so many more connections; they add up. For a bind with {@link AcceptSettings#onDemand()}; to any other it says nothing.
     *
     * @param count at least 1
     */
    public record Accept(int count) implements ListenerCommand, DeadLetter.Silent {
        /** Checks the count. */
        public Accept {
            if (count < 1) {
                throw new IllegalArgumentException("count is less than 1: " + count);
            }
        }
    }

    /** Accept nobody until {@link ResumeAccepting}. Whoever comes waits in the kernel's queue. */
    public record SuspendAccepting() implements ListenerCommand, DeadLetter.Silent {}

    /** Accept again. */
    public record ResumeAccepting() implements ListenerCommand, DeadLetter.Silent {}

    /**
     * Stop listening, and see the connections to their end. Those who wait in the kernel's queue are still let in, as far as the limits
     * allow; then the address is freed, and the binder gets {@link Unbound}. Each handler gets {@link
     * dev.sluice.transport.Draining}, and should close its connection when it is done with what it is at. When the time is over, what
     * is queued on the connections still open is flushed, and they are closed; those that take 5 s more are reset.
     *
     * @param within how long handlers may take; of several drains the one that is over first counts
     * @param replyTo gets {@link Drained} when all connections have ended; null = nobody
     */
    public record Drain(Duration within, ActorRef<? super Drained> replyTo) implements ListenerCommand {
        /** Checks the time. */
        public Drain {
            if (within.isNegative()) {
                throw new IllegalArgumentException("within is negative: " + within);
            }
        }
    }

    /**
     * All connections of a listener have ended.
     *
     * @param closedByDeadline how many of them had not when the time was over, or the drain was cut short
     */
    public record Drained(int closedByDeadline) implements Shareable {}

    /**
     * Tell what the listener has counted.
     *
     * @param replyTo told the figures
     */
    public record Inspect(ActorRef<? super ListenerFigures> replyTo) implements ListenerCommand, DeadLetter.Silent {
        /** Checks who is told. */
        public Inspect {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Tell which options the listening socket has, and their values: none if it listens no more.
     *
     * @param replyTo told the values
     */
    public record GetOptions(ActorRef<? super SocketOptions.Effective> replyTo)
        implements ListenerCommand, DeadLetter.Silent {
        /** Checks who is told. */
        public GetOptions {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    /**
     * Have each selector tell what it has counted: {@link Inspected}, once for each loop of the system.
     *
     * @param replyTo told
     */
    public record InspectSelectors(ActorRef<? super Event> replyTo) implements Command, DeadLetter.Silent {
        /** Checks who is told. */
        public InspectSelectors {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    // ---- events ----

    /** What the manager tells those who sent it a command. */
    public sealed interface Event extends Shareable {}

    /**
     * It listens.
     *
     * @param listener where to send {@link Unbind} and the other commands of a listener
     * @param local where it listens
     */
    public record Bound(ActorRef<ListenerCommand> listener, InetSocketAddress local) implements Event {}

    /**
     * It listens no more, and the address is free. Comes once for each {@link Bound}.
     *
     * @param local where it listened
     * @param cause why; null = it was told to
     */
    public record Unbound(InetSocketAddress local, Exception cause) implements Event, DeadLetter.Silent {}

    /**
     * A connection is open: one that was asked for, or one that was accepted.
     *
     * @param connection where to send commands of {@link Connection}
     * @param remote the peer's address
     * @param local this side's address
     */
    public record Connected(ActorRef<Connection.Command> connection, InetSocketAddress remote, InetSocketAddress local)
        implements Event {}

    /**
     * A command could not be carried out; nothing is left of it.
     *
     * @param command the very command
     * @param cause why; names the address if it is the address's fault
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
     * What the selector of one loop has counted: the answer to {@link InspectSelectors}.
     *
     * @param figures of all its connections together
     */
    public record Inspected(SelectorFigures figures) implements Event, DeadLetter.Silent {}

    /**
     * Somebody wants in who can't be accepted: a limit is reached, or accepting fails, for example because descriptors have run out; then
     * it is tried again, less and less often, until it works. Nobody is dropped: whoever comes waits in the kernel's queue. Told once,
     * until {@link AcceptResumed}, however often it goes to and fro in between.
     *
     * @param local where it listens
     * @param cause what came first: the failure, or a {@link CapacityException}, which says which limit it is
     */
    public record AcceptPaused(InetSocketAddress local, Exception cause) implements Event, DeadLetter.Silent {}

    /**
     * For a second nobody was held up.
     *
     * @param local where it listens
     */
    public record AcceptResumed(InetSocketAddress local) implements Event, DeadLetter.Silent {}
}
