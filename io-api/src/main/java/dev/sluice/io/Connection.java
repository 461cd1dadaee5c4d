package dev.sluice.io;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Shareable;
import java.util.Objects;
import java.util.function.Function;

/**
 * The protocol of an open byte-stream connection, whatever carries it: commands in the imperative are sent to the connection,
 * events in the past come to its handler.
 *
 * <pre>
 *   handler ── Write, SuspendReading, ResumeReading, Pull, Register, Close, ConfirmedClose, Abort ──► connection
 *   handler ◄── Received, Flow, InputEnded, CommandFailed, Closed ── connection
 * </pre>
 *
 * <p>Order: {@link Received} come in the order of the stream. {@link Closed} is the last event: it comes exactly once, after the
 * last {@link Received}, when the descriptor is free. Commands that come later are dead letters.
 *
 * <p>Back-pressure: unhandled input is bounded, and reading pauses while the connection's own output is backed up ({@link
 * ConnectionSettings}). So a handler that writes as much as it reads needs no care. One that writes more waits for an {@link
 * Ack} of each write, or watches {@link Flow}, or resends what a {@link CommandFailed} brings back.
 */
public final class Connection {
    private Connection() {}

    /** What can be sent to a connection. Any thread. */
    public sealed interface Command extends Shareable
        permits Write, SuspendReading, ResumeReading, Pull, Register, CloseCommand, Extension {}

    /** What a connection tells its handler. */
    public sealed interface Event extends Shareable
        permits Received, Flow, InputEnded, CommandFailed, Closed, Extension {}

    /**
     * Where a transport adds commands and events of its own. A connection that doesn't know an extension answers with {@link
     * CommandFailed}; a handler that doesn't know one ignores it.
     */
    public non-sealed interface Extension extends Command, Event {}

    // ---- writing ----

    /**
     * Write bytes. They are queued in the order of arrival, and leave with the others of the same batch. A write of any size
     * is taken by an empty queue; one that exceeds the limits of the queue is refused as a whole, with {@link CommandFailed} and
     * a {@link WriteRefusedException} of kind {@code FULL}.
     *
     * <p>The limits count what the connection has come to. A sender that floods it faster than its loop turns fills its mailbox,
     * as it would any actor's: whoever sends one message on to many, at a rate that somebody else sets, counts what is not yet
     * acked, or waits for {@link Flow}.
     *
     * @param data what to write; empty is allowed
     * @param ack what to tell when all bytes have been handed to the kernel; null = nothing
     */
    public record Write(ByteString data, Ack<?> ack) implements Command {
        /** Checks the data. */
        public Write {
            Objects.requireNonNull(data, "data");
        }

        /**
         * A write without an ack: if it fails, the handler is told.
         *
         * @param data what to write
         */
        public Write(ByteString data) {
            this(data, null);
        }
    }

    /**
     * What a writer is told about its write, in its own protocol: exactly one of the two. "Done" means that the kernel has taken
     * every byte, not that the peer has.
     *
     * <p>A program that is no actor can throttle itself by asking:
     * {@code system.ask(connection, (ActorRef<Boolean> sent) -> new Write(data, new Ack<>(sent, true, failed -> false)), timeout).join()}.
     *
     * @param to who is told
     * @param done when every byte has been handed to the kernel
     * @param failed makes the message when the write was refused or lost, on the connection's thread; null = then the handler
     *        gets the {@link CommandFailed}
     * @param <A> the writer's protocol
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
         * @param done when every byte has been handed to the kernel
         */
        public Ack(ActorRef<A> to, A done) {
            this(to, done, null);
        }

        /** Tells that the write is done. For transports. */
        public void tellDone() {
            to.tell(done);
        }

        /**
         * Tells that the write has failed. For transports.
         *
         * @param failure the write and the cause
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
     * The queue of writes has risen above its high mark, or has fallen below the low one again. Only a hint: writes are taken
     * up to the limit, which is higher.
     *
     * @param open false above the high mark, true below the low one
     */
    public record Flow(boolean open) implements Event {}

    // ---- reading ----

    /**
     * Bytes from the peer. Never empty.
     *
     * @param data the bytes, which may be kept for ever
     */
    public record Received(ByteString data) implements Event {}

    /** Deliver nothing until {@link ResumeReading}. Honoured in every state, also before there is a handler. */
    public record SuspendReading() implements Command, DeadLetter.Silent {}

    /** Deliver again. */
    public record ResumeReading() implements Command, DeadLetter.Silent {}

    /**
     * Deliver so many more {@link Received}; they add up. For connections that are opened with {@link
     * ConnectionSettings.Reading#PULL}; others refuse it.
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

    /**
     * The peer has ended its output; ours is still open, and an explicit close is due. Only if {@link
     * ConnectionSettings#halfOpen()}; otherwise the connection is closed from here too, once all that was received is handled and
     * what was written then is flushed.
     */
    public record InputEnded() implements Event {}

    // ---- the handler ----

    /**
     * Send events to this actor from now on: the first handler, if none was given when the connection was made, or the next one,
     * for a change of protocol. What the former one has been told already stays with it.
     *
     * @param handler gets the events; its end closes the connection
     */
    public record Register(ActorRef<Event> handler) implements Command {
        /** Checks the handler. */
        public Register {
            Objects.requireNonNull(handler, "handler");
        }
    }

    /**
     * A command could not be carried out, or not to its end.
     *
     * @param command the very command
     * @param cause why
     */
    public record CommandFailed(Command command, Exception cause) implements Event {}

    // ---- closing ----

    /** The three ways to close. Whoever is named in {@code replyTo} gets the {@link Closed} too. */
    public sealed interface CloseCommand extends Command, DeadLetter.Silent permits Close, ConfirmedClose, Abort {
        /**
         * Who is told besides the handler.
         *
         * @return null = nobody
         */
        ActorRef<? super Closed> replyTo();
    }

    /**
     * Write out what is queued, end the output, read and discard until the peer has ended its own (for a limited time and
     * amount, so that a reset of ours doesn't cost the peer what was written), close.
     *
     * @param replyTo gets {@link Closed} too; null = nobody
     */
    public record Close(ActorRef<? super Closed> replyTo) implements CloseCommand {
        /** A close of which only the handler is told. */
        public Close() {
            this(null);
        }
    }

    /**
     * Write out what is queued, end the output, go on delivering input until the peer has ended its own, close.
     *
     * @param replyTo gets {@link Closed} too; null = nobody
     */
    public record ConfirmedClose(ActorRef<? super Closed> replyTo) implements CloseCommand {
        /** A close of which only the handler is told. */
        public ConfirmedClose() {
            this(null);
        }
    }

    /**
     * Drop what is queued, and reset the connection.
     *
     * @param replyTo gets {@link Closed} too; null = nobody
     */
    public record Abort(ActorRef<? super Closed> replyTo) implements CloseCommand {
        /** An abort of which only the handler is told. */
        public Abort() {
            this(null);
        }
    }

    /**
     * The connection is closed, and its descriptor is free.
     *
     * @param reason what closed it; the first cause wins
     */
    public record Closed(Reason reason) implements Event {}

    /** What closed a connection. */
    public sealed interface Reason {
        /** {@link Close}, carried out. */
        record ByClose() implements Reason {}

        /** {@link ConfirmedClose}, carried out: the peer has ended its output too. */
        record ByConfirmedClose() implements Reason {}

        /** {@link Abort}. */
        record ByAbort() implements Reason {}

        /** The peer ended its output, in order. */
        record ByPeer() implements Reason {}

        /**
         * Something failed: the network, a deadline, or the connection itself.
         *
         * @param cause what
         */
        record ByError(Throwable cause) implements Reason {}
    }
}
