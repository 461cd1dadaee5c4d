package dev.sluice.udp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointHandler;
import dev.sluice.transport.SelectorFigures;
import dev.sluice.transport.Transports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * UDP: the entry point, and the protocol of its manager. The package page has the table of messages.
 *
 * <p>Two ways in. {@link #bind}, {@link #connect} and {@link #openSender} need no actor of your own: they answer with a future. An actor
 * that wants to hear of everything itself sends {@link Bind}, {@link Connect} or {@link OpenSender} to {@link #get the manager}, and gets
 * {@link Event}s. What is sent to an open socket, and what comes from it, stands in {@link Endpoint}.
 */
public final class Udp {
    /** More than an endpoint needs to send what is queued, and to let go of its address. */
    private static final Duration CLOSE_GRACE = Duration.ofMinutes(1);

    private Udp() {}

    // ---- the manager ----

    /**
     * The system's UDP manager; started if there is none. Any thread.
     *
     * @param system where it lives
     * @return where to send commands
     */
    public static ActorRef<Command> get(ActorSystem system) {
        return get(system, UdpSettings.DEFAULT);
    }

    /**
     * The system's UDP manager. Any thread.
     *
     * @param system where it lives
     * @param settings count if this call starts the manager
     * @return where to send commands
     */
    public static ActorRef<Command> get(ActorSystem system, UdpSettings settings) {
        return Transports.replacementOr(new UdpProvider(settings)).manager(system);
    }

    // ---- without an actor of one's own ----

    /**
     * Binds a socket, and makes its handler, beside it on its loop.
     *
     * @param system where all of it lives
     * @param local where to receive; port 0 = any free one, which {@link Bound#local} tells; its name is looked up if it is unresolved
     * @param handler makes the handler
     * @return completes when it is bound and its handler is made; fails with the cause, when nothing is left of it
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, EndpointHandler handler) {
        return bind(system, local, BindSettings.DEFAULT, handler);
    }

    /**
     * Binds one socket or several, and makes a handler for each, beside it on its loop.
     *
     * @param system where all of it lives
     * @param local where to receive; port 0 = any free one, which {@link Bound#local} tells; its name is looked up if it is unresolved
     * @param settings of the sockets and their endpoints
     * @param handler makes the handlers
     * @return completes when all are bound and their handlers are made; fails with the cause, when nothing is left of it
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, BindSettings settings,
        EndpointHandler handler) {
        return bind(system, local, settings, Spec.named("handler"), handler);
    }

    /**
     * Binds one socket or several, and makes a handler for each. A handler is stopped when its endpoint has ended, and it has handled all
     * that it was told, {@link Endpoint.Closed} as the last.
     *
     * @param system where all of it lives
     * @param local where to receive; port 0 = any free one, which {@link Bound#local} tells; its name is looked up if it is unresolved
     * @param settings of the sockets and their endpoints
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their endpoints
     * @param handler makes the handlers
     * @return completes when all are bound and their handlers are made; fails with the cause, when nothing is left of it. Cancelling it
     *         ends what it has opened
     */
    public static CompletableFuture<Bound> bind(ActorSystem system, InetSocketAddress local, BindSettings settings,
        Spec spec, EndpointHandler handler) {
        return EndpointSession.start(system, "bind :" + local.getPort(), spec, handler, Bound.class,
            replyTo -> new Bind(local, replyTo, settings));
    }

    /**
     * Opens a socket for one peer alone, and makes its handler, beside it on its loop.
     *
     * @param system where all of it lives
     * @param remote the peer; its name is looked up if it is unresolved
     * @param handler makes the handler
     * @return completes when it is open and its handler is made; fails with the cause, when nothing is left of it
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote,
        EndpointHandler handler) {
        return connect(system, remote, ConnectSettings.DEFAULT, handler);
    }

    /**
     * Opens a socket for one peer alone, and makes its handler, beside it on its loop.
     *
     * @param system where all of it lives
     * @param remote the peer; its name is looked up if it is unresolved
     * @param settings of the socket and its endpoint
     * @param handler makes the handler
     * @return completes when it is open and its handler is made; fails with the cause, when nothing is left of it
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote,
        ConnectSettings settings, EndpointHandler handler) {
        return connect(system, remote, settings, Spec.named("handler"), handler);
    }

    /**
     * Opens a socket for one peer alone, and makes its handler. It is stopped when the endpoint has ended, and it has handled all that it
     * was told, {@link Endpoint.Closed} as the last.
     *
     * @param system where all of it lives
     * @param remote the peer; its name is looked up if it is unresolved
     * @param settings of the socket and its endpoint
     * @param spec the policy of the handler; names a dispatcher if it shall not live beside the endpoint
     * @param handler makes the handler
     * @return completes when it is open and its handler is made; fails with the cause, when nothing is left of it. Cancelling it ends
     *         what it has opened
     */
    public static CompletableFuture<Connected> connect(ActorSystem system, InetSocketAddress remote,
        ConnectSettings settings, Spec spec, EndpointHandler handler) {
        return EndpointSession.start(system, "connect :" + remote.getPort(), spec, handler, Connected.class,
            replyTo -> new Connect(remote, replyTo, settings));
    }

    /**
     * Opens a socket that only sends: {@link OpenSender}. It lives until it is closed.
     *
     * @param system where it lives
     * @return completes when it is open; fails with the cause
     */
    public static CompletableFuture<SenderOpened> openSender(ActorSystem system) {
        return openSender(system, SenderSettings.DEFAULT);
    }

    /**
     * Opens a socket that only sends: {@link OpenSender}. It lives until it is closed.
     *
     * @param system where it lives
     * @param settings of the socket and its endpoint
     * @return completes when it is open; fails with the cause. Cancelling it ends what it has opened
     */
    public static CompletableFuture<SenderOpened> openSender(ActorSystem system, SenderSettings settings) {
        return EndpointSession.start(system, "open sender", Spec.named("nobody"), EndpointSession.NOBODY,
            SenderOpened.class, replyTo -> new OpenSender(replyTo, settings));
    }

    /**
     * Sends what is queued, and closes all sockets of a bind.
     *
     * @param system where it lives
     * @param bound what {@link #bind} gave
     * @return completes when the address is free
     */
    public static CompletableFuture<Void> unbind(ActorSystem system, Bound bound) {
        // If it has ended already, or can't answer any more, the address is free too.
        return system.ask(bound.bind(), (ActorRef<Unbound> replyTo) -> new Unbind(replyTo), CLOSE_GRACE)
            .handle((unbound, failure) -> null);
    }

    /**
     * Sends what is queued, and closes a socket: with it ends the bind that it belongs to.
     *
     * @param system where it lives
     * @param endpoint any
     * @return completes when it is closed
     */
    public static CompletableFuture<Void> close(ActorSystem system, ActorRef<Endpoint.Command> endpoint) {
        return system
            .ask(endpoint, (ActorRef<Endpoint.Closed> replyTo) -> new Endpoint.Close(replyTo), CLOSE_GRACE)
            .handle((closed, failure) -> null);
    }

    // ---- commands ----

    /**
     * What the manager is told. Each command is answered; if the manager has ended, or ends before it comes to it, with {@link
     * CommandFailed}.
     */
    public sealed interface Command extends UdpMessage, Owned {
        /**
         * Who is told.
         *
         * @return an actor of this system, or a view of one ({@link ActorRef#accepting}); its end undoes its binds, and closes its
         *         endpoints that have no handler
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
            failed(new IllegalStateException("the UDP manager has stopped"));
        }
    }

    /**
     * Open a socket at an address, or several that share it ({@link BindSettings#sockets}). Answered by {@link Bound} or {@link
     * CommandFailed}. Nothing is received before an endpoint has a handler: {@code replyTo} sends each of them an {@link
     * Endpoint.Register}.
     *
     * @param local where; port 0 = any free one; looked up if it is unresolved
     * @param replyTo told of the bind
     * @param settings of the sockets and their endpoints
     */
    public record Bind(InetSocketAddress local, ActorRef<? super Event> replyTo, BindSettings settings)
        implements Command {
        /** Checks the fields. */
        public Bind {
            Objects.requireNonNull(local, "local");
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }

        /**
         * A bind with default settings.
         *
         * @param local where
         * @param replyTo told of the bind
         */
        public Bind(InetSocketAddress local, ActorRef<? super Event> replyTo) {
            this(local, replyTo, BindSettings.DEFAULT);
        }
    }

    /**
     * Open a socket for one peer alone: it sends to nobody else, and receives from nobody else. Answered by {@link Connected} or {@link
     * CommandFailed}. That it is connected says nothing of the peer, who hears nothing of it. Of a name the addresses are tried in their
     * order, until this machine knows a way to one.
     *
     * @param remote the peer; looked up if it is unresolved
     * @param replyTo told of the endpoint, to which it sends an {@link Endpoint.Register}
     * @param settings of the socket and its endpoint
     */
    public record Connect(InetSocketAddress remote, ActorRef<? super Event> replyTo, ConnectSettings settings)
        implements Command {
        /** Checks the fields. */
        public Connect {
            Objects.requireNonNull(remote, "remote");
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }

        /**
         * A connect with default settings.
         *
         * @param remote the peer; looked up if it is unresolved
         * @param replyTo told of the endpoint
         */
        public Connect(InetSocketAddress remote, ActorRef<? super Event> replyTo) {
            this(remote, replyTo, ConnectSettings.DEFAULT);
        }
    }

    /**
     * Open a socket that only sends, at a port that the system chooses. Answered by {@link SenderOpened} or {@link CommandFailed}. Replies
     * are never read: what comes is the kernel's to drop. It needs no handler; what fails is told to the acks of what was sent, or to a
     * handler if one registers.
     *
     * @param replyTo told of the sender, which ends with it
     * @param settings of the socket and its endpoint
     */
    public record OpenSender(ActorRef<? super Event> replyTo, SenderSettings settings) implements Command {
        /** Checks the fields. */
        public OpenSender {
            Objects.requireNonNull(replyTo, "replyTo");
            Objects.requireNonNull(settings, "settings");
        }

        /**
         * A sender with default settings.
         *
         * @param replyTo told of the sender
         */
        public OpenSender(ActorRef<? super Event> replyTo) {
            this(replyTo, SenderSettings.DEFAULT);
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

    /** What a bind is told. Its ref lives as long as its sockets. */
    public sealed interface BindCommand extends BindMessage, Shareable permits Unbind {}

    /**
     * Close all sockets of a bind, each when it has sent what is queued.
     *
     * @param replyTo gets {@link Unbound}, as the binder does; null = only the binder
     */
    public record Unbind(ActorRef<? super Unbound> replyTo) implements BindCommand, DeadLetter.Silent {
        /** An unbind of which only the binder is told. */
        public Unbind() {
            this(null);
        }
    }

    // ---- commands to an open socket ----

    /**
     * Join a multicast group, on an open socket of the group's family ({@link BindSettings#family}): from now on what is sent to the group
     * comes here too, if it is sent to this socket's port. With the socket all its memberships end.
     *
     * <p>Whoever joins a group without a source hears all who send to it; whoever joins with a source hears that one, and can join with
     * further ones. The same socket can't do both with one group at one interface.
     *
     * @param group a multicast address
     * @param networkInterface where; needed, because the system's choice is seldom the right one
     * @param source whose datagrams alone are wanted (RFC 3376, RFC 3810); null = everybody's
     * @param ack told what comes of it; null = nothing, but a failure to the handler
     */
    public record Join(InetAddress group, NetworkInterface networkInterface, InetAddress source, Endpoint.Ack<?> ack)
        implements Membership {
        /** Checks the fields. */
        public Join {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(networkInterface, "networkInterface");
        }

        /**
         * Joins for all sources, without an ack.
         *
         * @param group a multicast address
         * @param networkInterface where
         */
        public Join(InetAddress group, NetworkInterface networkInterface) {
            this(group, networkInterface, null, null);
        }
    }

    /**
     * Leave a multicast group: the very membership that was joined, with the same interface and source.
     *
     * @param group a multicast address
     * @param networkInterface where it was joined
     * @param source with whom it was joined; null = everybody
     * @param ack told what comes of it; null = nothing, but a failure to the handler
     */
    public record Leave(InetAddress group, NetworkInterface networkInterface, InetAddress source, Endpoint.Ack<?> ack)
        implements Membership {
        /** Checks the fields. */
        public Leave {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(networkInterface, "networkInterface");
        }

        /**
         * Leaves what was joined for all sources, without an ack.
         *
         * @param group a multicast address
         * @param networkInterface where it was joined
         */
        public Leave(InetAddress group, NetworkInterface networkInterface) {
            this(group, networkInterface, null, null);
        }
    }

    /** {@link Join} and {@link Leave}: if one fails, it alone does, with a cause that names group and interface. */
    public sealed interface Membership extends Endpoint.Extension, Owned {
        /** {@return the multicast address} */
        InetAddress group();

        /** {@return where} */
        NetworkInterface networkInterface();

        /** {@return whose datagrams are wanted; null = everybody's} */
        InetAddress source();

        /** {@return told what comes of it; null = nothing, but a failure to the handler} */
        Endpoint.Ack<?> ack();

        /** The endpoint has ended. */
        @Override
        default void discard() {
            if (ack() != null) {
                ack().tellFailed(new Endpoint.CommandFailed(this, new IOException("the endpoint has ended")));
            }
        }
    }

    // ---- events ----

    /** What the manager tells those who sent it a command. */
    public sealed interface Event extends Shareable {}

    /**
     * All sockets of a bind are open.
     *
     * @param bind where to send {@link Unbind}
     * @param endpoints where to send commands of {@link Endpoint}: one for each socket
     * @param local their address
     */
    public record Bound(ActorRef<BindCommand> bind, List<ActorRef<Endpoint.Command>> endpoints, InetSocketAddress local)
        implements Event {
        /** Copies the list. */
        public Bound {
            endpoints = List.copyOf(endpoints);
        }

        /**
         * The endpoint of the first socket, which usually is the only one.
         *
         * @return where to send commands of {@link Endpoint}
         */
        public ActorRef<Endpoint.Command> endpoint() {
            return endpoints.getFirst();
        }
    }

    /**
     * All sockets of a bind are closed, and the address is free. Comes once for each {@link Bound}.
     *
     * @param local where they were; null in the answer to an {@link Unbind} that came before it was bound
     * @param cause why; null = it was told to
     */
    public record Unbound(InetSocketAddress local, Exception cause) implements Event, DeadLetter.Silent {}

    /**
     * A socket for one peer is open.
     *
     * @param endpoint where to send commands of {@link Endpoint}
     * @param remote the peer's address
     * @param local this side's address
     */
    public record Connected(ActorRef<Endpoint.Command> endpoint, InetSocketAddress remote, InetSocketAddress local)
        implements Event {}

    /**
     * A socket for one peer is closed. Comes once for each {@link Connected}.
     *
     * @param endpoint which
     * @param remote the peer's address
     * @param cause why; null = it was told to
     */
    public record Disconnected(ActorRef<Endpoint.Command> endpoint, InetSocketAddress remote, Exception cause)
        implements Event, DeadLetter.Silent {}

    /**
     * A socket that only sends is open.
     *
     * @param endpoint where to send {@link Endpoint.Send} and the like
     * @param local its address
     */
    public record SenderOpened(ActorRef<Endpoint.Command> endpoint, InetSocketAddress local) implements Event {}

    /**
     * A socket that only sends is closed. Comes once for each {@link SenderOpened}.
     *
     * @param endpoint which
     * @param cause why; null = it was told to
     */
    public record SenderClosed(ActorRef<Endpoint.Command> endpoint, Exception cause)
        implements Event, DeadLetter.Silent {}

    /**
     * A command could not be carried out; nothing is left of it.
     *
     * @param command the very command
     * @param cause why; names the address if it is the address's fault; a lack of slots is a {@link
     *        dev.sluice.transport.CapacityException}
     */
    public record CommandFailed(Command command, Exception cause) implements Event {}

    /**
     * What the selector of one loop has counted: the answer to {@link InspectSelectors}.
     *
     * @param figures of all its channels together
     */
    public record Inspected(SelectorFigures figures) implements Event, DeadLetter.Silent {}
}
