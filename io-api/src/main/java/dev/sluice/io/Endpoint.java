package dev.sluice.io;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The protocol of an open datagram socket, whatever carries it: commands in the imperative are sent to the endpoint, events in the past
 * come to its handler.
 *
 * <pre>
 *   handler ── Send, SendAll ────────────────────────────────────────► endpoint
 *           ── SuspendReading, ResumeReading, Pull, Register, Close ──►
 *           ◄── Received or ReceivedAll, Truncated, NetworkError, Flow, CommandFailed, Closed ──
 * </pre>
 *
 * <p>A datagram that can't be sent fails alone, and what the network reports ({@link NetworkError}) is only an event: the endpoint
 * lives on. {@link Closed} is the last event: it comes exactly once, when the descriptor is free.
 *
 * <p>Back-pressure: unhandled input is bounded ({@link EndpointSettings}); what comes beyond it waits in the kernel's buffer, and what
 * comes beyond that, the kernel drops. Output waits in a bounded queue; what doesn't fit in is refused.
 */
public final class Endpoint {
    private Endpoint() {}

    /** What can be sent to an endpoint. Any thread. */
    public sealed interface Command extends Shareable
        permits SendCommand, SuspendReading, ResumeReading, Pull, Register, Inspect, Close, Extension {}

    /** What an endpoint tells its handler. */
    public sealed interface Event extends Shareable
        permits Received, ReceivedAll, Truncated, NetworkError, Flow, CommandFailed, Closed, Extension {}

    /**
     * Where a transport adds commands and events of its own. An endpoint that doesn't know an extension answers with {@link
     * CommandFailed}; a handler that doesn't know one ignores it.
     */
    public non-sealed interface Extension extends Command, Event {}

    /**
     * One datagram.
     *
     * @param data what it carries; may be empty
     * @param peer where it goes to, or comes from; null = the peer that the endpoint is connected to
     */
    public record Datagram(ByteString data, SocketAddress peer) {
        /** Checks the data. */
        public Datagram {
            Objects.requireNonNull(data, "data");
        }
    }

    // ---- sending ----

    /** A part of the output. One that comes when the endpoint has ended has failed, and its ack is told so. */
    public sealed interface SendCommand extends Command, Owned permits Send, SendAll {
        /**
         * What to tell when all of it has been handed to the kernel.
         *
         * @return null = nothing
         */
        Ack<?> ack();

        /** Nobody is there any more who could send it. */
        @Override
        default void discard() {
            if (ack() != null) {
                ack().tellFailed(new CommandFailed(this,
                    new WriteRefusedException(WriteRefusedException.Kind.CLOSING, "the endpoint has ended")));
            }
        }
    }

    /**
     * Send a datagram. It is queued in the order of arrival, and leaves with the others of the same batch. If it can't be sent (it is
     * too long, there is no way there, a firewall forbids it), it alone fails; if it exceeds the limits of the queue, it is refused with
     * a {@link WriteRefusedException}. A target whose name is unresolved is looked up, off the loop: others may leave meanwhile.
     *
     * @param data what it carries; may be empty
     * @param target where to; null = the peer that the endpoint is connected to
     * @param ack what to tell when the kernel has taken it; null = nothing
     */
    public record Send(ByteString data, SocketAddress target, Ack<?> ack) implements SendCommand {
        /** Checks the data. */
        public Send {
            Objects.requireNonNull(data, "data");
        }

        /**
         * A datagram without an ack: if it fails, the handler is told.
         *
         * @param data what it carries
         * @param target where to
         */
        public Send(ByteString data, SocketAddress target) {
            this(data, target, null);
        }

        /**
         * A datagram to the peer that the endpoint is connected to, without an ack.
         *
         * @param data what it carries
         */
        public Send(ByteString data) {
            this(data, null, null);
        }
    }

    /**
     * Send several datagrams; queued or refused as a whole, and nobody else's come between. If some of them then can't be sent, the
     * others leave all the same, and the command fails when all have had their turn: with those that were not sent, so that they can be
     * sent again.
     *
     * @param datagrams at least one
     * @param ack what to tell when the kernel has taken all; null = nothing
     */
    public record SendAll(List<Datagram> datagrams, Ack<?> ack) implements SendCommand {
        /** Copies the list. */
        public SendAll {
            datagrams = List.copyOf(datagrams);
            if (datagrams.isEmpty()) {
                throw new IllegalArgumentException("datagrams is empty");
            }
        }
    }

    /**
     * What a sender is told about its datagrams, in its own protocol: exactly one of the two. "Done" means that the kernel has taken
     * them, not that anybody has received them.
     *
     * @param to who is told
     * @param done when the kernel has taken them
     * @param failed makes the message when they were refused, could not be sent, or were lost; on the endpoint's thread, or that of the
     *        sender if the endpoint has ended before; null = then the handler gets the {@link CommandFailed}
     * @param <A> the sender's protocol
     */
    public record Ack<A>(ActorRef<A> to, A done, Function<? super CommandFailed, ? extends A> failed)
        implements Shareable {
        /** Checks the fields. */
        public Ack {
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(done, "done");
        }

        /**
         * An ack whose failure goes to the handler.
         *
         * @param to who is told
         * @param done when the kernel has taken them
         */
        public Ack(ActorRef<A> to, A done) {
            this(to, done, null);
        }

        /** Tells that it is done. For transports. */
        public void tellDone() {
            to.tell(done);
        }

        /**
         * Tells that it has failed. For transports.
         *
         * @param failure the command and the cause
         * @return false if the handler is to be told instead
         */
        public boolean tellFailed(CommandFailed failure) {
            if (failed == null) {
                return false;
            }
            to.tell(failed.apply(failure));
            return true;
        }
    }

    /**
     * The queue of datagrams has risen above its high mark, or has fallen to the low one again. Only a hint: they are taken up to
     * the limit, which is higher.
     *
     * @param open false above the high mark, true at the low one or below
     */
    public record Flow(boolean open) implements Event {}

    // ---- receiving ----

    /**
     * A datagram has come.
     *
     * @param data what it carried, which may be kept for ever; may be empty
     * @param sender who sent it
     */
    public record Received(ByteString data, SocketAddress sender) implements Event {}

    /**
     * Several datagrams have come: instead of {@link Received}, if {@link EndpointSettings#receivesBatches()}.
     *
     * @param datagrams at least one, in the order of arrival
     */
    public record ReceivedAll(List<Datagram> datagrams) implements Event {
        /** Copies the list. */
        public ReceivedAll {
            datagrams = List.copyOf(datagrams);
        }
    }

    /**
     * A datagram has come that was longer than {@link EndpointSettings#longestDatagram()}: instead of {@link Received}.
     *
     * @param data its beginning, as far as the limit allows
     * @param sender who sent it
     */
    public record Truncated(ByteString data, SocketAddress sender) implements Event {}

    /**
     * The network has reported an error that can't be put down to a certain datagram; usually that a datagram which was sent some time ago
     * could not be delivered, with a {@link java.net.PortUnreachableException}. The endpoint lives on. The kernel only reports such to
     * connected sockets, and not reliably (RFC 1122, 4.1.3.3).
     *
     * @param cause what was reported
     */
    public record NetworkError(IOException cause) implements Event {}

    /** Deliver nothing until {@link ResumeReading}. Honoured in every state, also before there is a handler. */
    public record SuspendReading() implements Command, DeadLetter.Silent {}

    /** Deliver again. */
    public record ResumeReading() implements Command, DeadLetter.Silent {}

    /**
     * Deliver so many more datagrams; they add up. For endpoints that are opened with {@link EndpointSettings.Reading#PULL}; others
     * refuse it.
     *
     * @param count at least 1
     */
    public record Pull(int count) implements Command, DeadLetter.Silent {
        /** Checks the count. */
        public Pull {
            if (count < 1) {
                throw new IllegalArgumentException("count is less than 1: " + count);
            }
        }
    }

    // ---- the handler ----

    /**
     * Send events to this actor from now on: the first handler, before which nothing is received, or the next one. What the former one
     * has been told already stays with it. If the endpoint has ended before this comes, the handler is told {@link Closed} all the same.
     *
     * @param handler gets the events; its end closes the endpoint
     */
    public record Register(ActorRef<Event> handler) implements Command, Owned {
        /** Checks the handler. */
        public Register {
            Objects.requireNonNull(handler, "handler");
        }

        @Override
        public void discard() {
            handler.tell(Closed.before());
        }
    }

    /**
     * A command could not be carried out, or not to its end.
     *
     * @param command the very command; of a {@link SendAll} of which a part was sent, one with those that were not
     * @param cause why; of several, the first, with the others suppressed in it
     */
    public record CommandFailed(Command command, Exception cause) implements Event {}

    /**
     * Tell what this endpoint has done so far. An endpoint that has ended doesn't answer.
     *
     * @param replyTo told the figures
     */
    public record Inspect(ActorRef<? super EndpointFigures> replyTo) implements Command, DeadLetter.Silent {
        /** Checks who is told. */
        public Inspect {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    // ---- closing ----

    /**
     * Send what is queued, as long as that takes no longer than {@link EndpointSettings#flushWithin()}, and close. What comes later is
     * refused.
     *
     * @param replyTo gets {@link Closed} too, or {@link Closed} with an error if it was closed already; null = nobody
     */
    public record Close(ActorRef<? super Closed> replyTo) implements Command, Owned, DeadLetter.Silent {
        /** A close of which only the handler is told. */
        public Close() {
            this(null);
        }

        @Override
        public void discard() {
            if (replyTo != null) {
                replyTo.tell(Closed.before());
            }
        }
    }

    /**
     * The endpoint is closed, and its descriptor and address are free.
     *
     * @param cause what closed it; the first counts; null = it was told to, and has sent what was queued
     */
    public record Closed(Exception cause) implements Event, DeadLetter.Silent {
        /** For those whose command came too late. */
        private static Closed before() {
            return new Closed(new IOException("the endpoint had ended before"));
        }
    }
}
