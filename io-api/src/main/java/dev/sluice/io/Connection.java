package dev.sluice.io;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The protocol of an open byte-stream connection, whatever carries it: commands in the imperative are sent to the connection,
 * events in the past come to its handler.
 *
 * <pre>
 *   handler ── Write, WriteLease, WriteFile, Compound, ResumeWriting ─────────────────────────► connection
 *           ── SuspendReading, ResumeReading, Pull, Register, Close, ConfirmedClose, Abort ───►
 *           ◄── Received or Leased, Flow, InputEnded, CommandFailed, Closed ───────────────────
 * </pre>
 *
 * <p>Order: {@link Received} come in the order of the stream. {@link Closed} is the last event: it comes exactly once, after the
 * last {@link Received}, when the descriptor is free. Commands that come later are dead letters.
 *
 * <p>Back-pressure: unhandled input is bounded, and reading pauses while the connection's own output is backed up ({@link
 * ConnectionSettings}). So a handler that writes as much as it reads needs no care. One that writes more
 *
 * <ul>
 * <li>waits for an {@link Ack}, of each write or of every so many, or
 * <li>watches {@link Flow}, and stops in time, or
 * <li>writes at will, keeps what is not acked, and when a {@link CommandFailed} comes sends {@link ResumeWriting}; once that is answered
 * by {@link Flow}, it writes again what was refused, beginning with the first. Nothing that it wrote meanwhile has been taken.
 * </ul>
 *
 * Several may write to one connection: their writes leave in the order in which they came, and a {@link Compound} as one.
 */
public final class Connection {
    private Connection() {}

    /** What can be sent to a connection. Any thread. */
    public sealed interface Command extends Shareable
        permits WriteCommand, Compound, ResumeWriting, SuspendReading, ResumeReading, Pull, Register, CloseCommand,
        Inspect, Extension {}

    /** What a connection tells its handler. */
    public sealed interface Event extends Shareable
        permits Received, Leased, Flow, InputEnded, CommandFailed, Closed, Extension {}

    /**
     * Where a transport adds commands and events of its own. A connection that doesn't know an extension answers with {@link
     * CommandFailed}; a handler that doesn't know one ignores it.
     */
    public non-sealed interface Extension extends Command, Event {}

    // ---- writing ----

    /**
     * A part of the output: bytes, wherever they are now. What is said of {@link Write} is said of each. One that comes when the
     * connection has ended has failed, and its ack is told so.
     */
    public sealed interface WriteCommand extends Command, Owned permits Write, WriteLease, WriteFile {
        /**
         * What to tell when all of it has been handed to the kernel.
         *
         * @return null = nothing
         */
        Ack<?> ack();

        /** Nobody is there any more who could write it. */
        @Override
        default void discard() {
            if (ack() != null) {
                ack().tellFailed(new CommandFailed(this,
                    new WriteRefusedException(WriteRefusedException.Kind.CLOSING, "the connection has ended")));
            }
        }
    }

    /**
     * Write bytes. They are queued in the order of arrival, and leave with the others of the same batch. A write of any size
     * is taken by an empty queue; one that exceeds the limits of the queue is refused as a whole, with {@link CommandFailed} and
     * a {@link WriteRefusedException} of kind {@code FULL}. Unless the connection is set otherwise, all that come after it are refused
     * too, also empty ones, until {@link ResumeWriting}: their kind is {@code SUSPENDED}.
     *
     * <p>The limits count what the connection has come to. A sender that floods it faster than its loop turns fills its mailbox,
     * as it would any actor's: whoever sends one message on to many, at a rate that somebody else sets, counts what is not yet
     * acked, or waits for {@link Flow}.
     *
     * @param data what to write; empty is allowed
     * @param ack what to tell when all bytes have been handed to the kernel; null = nothing
     */
    public record Write(ByteString data, Ack<?> ack) implements WriteCommand {
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
     * Write what a lease holds, without copying it. The lease is spent by this: it moves into the command, and is released when the
     * kernel has taken its bytes, or when the write fails. So who might have to write it again keeps a share of it.
     *
     * @param lease whose handle is spent from now on; this one is the command's own
     * @param ack what to tell when all bytes have been handed to the kernel; null = nothing
     */
    public record WriteLease(Lease lease, Ack<?> ack) implements WriteCommand {
        /** Takes the lease over. */
        public WriteLease {
            lease = lease.move();
        }

        /**
         * A write without an ack: if it fails, the handler is told.
         *
         * @param lease whose handle is spent from now on
         */
        public WriteLease(Lease lease) {
            this(lease, null);
        }

        @Override
        public void discard() {
            lease.discard();
            WriteCommand.super.discard();
        }
    }

    /**
     * Write a part of a file, as the kernel moves it, without bringing it into this process. It is opened when the command comes, or
     * when a few other files that are queued before it have left; on another thread, where it is also read ahead, so that a slow disk
     * delays nobody else. In the limits of the queue it counts as an empty write.
     *
     * <p>A file that can't be opened, or doesn't have so many bytes, fails this write, and with it all of its {@link
     * Compound}, of which nothing has left yet; the connection lives on. But if a part of the command has left already, as when the
     * file is truncated meanwhile, the peer would take what follows for the rest of it: then the connection ends with that cause.
     *
     * @param path which file; a regular one, of any file system (if it isn't the machine's own, it is read and copied)
     * @param position of the first byte
     * @param count how many bytes; {@link #TO_THE_END} = all there are when it is opened: then a file that has grown by the time its last
     *        byte has left fails the write too
     * @param ack what to tell when all bytes have been handed to the kernel; null = nothing
     */
    public record WriteFile(Path path, long position, long count, Ack<?> ack) implements WriteCommand {
        /** A count: all that the file has when it is opened. */
        public static final long TO_THE_END = -1;

        /** Checks the fields. */
        public WriteFile {
            Objects.requireNonNull(path, "path");
            if (position < 0) {
                throw new IllegalArgumentException("position is negative: " + position);
            }
            if (count < TO_THE_END) {
                throw new IllegalArgumentException("count is negative: " + count);
            }
        }

        /**
         * Write a whole file.
         *
         * @param path which file
         * @param ack what to tell when all bytes have been handed to the kernel; null = nothing
         */
        public WriteFile(Path path, Ack<?> ack) {
            this(path, 0, TO_THE_END, ack);
        }
    }

    /**
     * Several writes as one: they leave one after the other, with nobody else's between them; if there are files among them, once all
     * of those are open. They are queued or refused as a whole. Each has an ack of its own, which is told as if it had been sent
     * alone, save that a refusal is one of the compound: that is the command which each of those who want to know it is told, and the
     * handler once if some don't.
     *
     * @param parts at least one
     */
    public record Compound(List<WriteCommand> parts) implements Command, Owned {
        /** Copies the list. */
        public Compound {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("parts is empty");
            }
        }

        /**
         * Several writes as one.
         *
         * @param parts at least one
         */
        public Compound(WriteCommand... parts) {
            this(List.of(parts));
        }

        @Override
        public void discard() {
            parts.forEach(WriteCommand::discard);
        }
    }

    /**
     * Take writes again, after one was refused ({@link ConnectionSettings#suspendsWriting()}). Since it comes behind all that was
     * written before, the failures of those come before the answer: {@link Flow} to the handler, once, as soon as the queue has fallen to
     * its low mark. From then on an orderly writer sends again what was refused, beginning with the first. Several of these are
     * answered together; one that was not needed is answered too. A closing connection fails it.
     */
    public record ResumeWriting() implements Command, DeadLetter.Silent {}

    /**
     * What a writer is told about its write, in its own protocol: exactly one of the two. "Done" means that the kernel has taken
     * every byte, not that the peer has.
     *
     * <p>A program that is no actor can throttle itself by asking:
     * {@code system.ask(connection, (ActorRef<Boolean> sent) -> new Write(data, new Ack<>(sent, true, failed -> false)), timeout).join()}.
     *
     * @param to who is told
     * @param done when every byte has been handed to the kernel
     * @param failed makes the message when the write was refused or lost, on the connection's thread, or that of the writer if the
     *        connection has ended before; null = then the handler gets the {@link CommandFailed}
     * @param cumulative whether "done" speaks for all earlier writes as well: of several such acks to the same actor that are due
     *        at once, only the last is told
     * @param <A> the writer's protocol
     */
    public record Ack<A>(ActorRef<A> to, A done, Function<? super CommandFailed, ? extends A> failed,
        boolean cumulative)
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

        /**
         * An ack for one write.
         *
         * @param to who is told
         * @param done when every byte has been handed to the kernel
         * @param failed makes the message when the write was refused or lost; null = then the handler gets the {@link CommandFailed}
         */
        public Ack(ActorRef<A> to, A done, Function<? super CommandFailed, ? extends A> failed) {
            this(to, done, failed, false);
        }

        /**
         * The same ack, speaking for all earlier writes as well.
         *
         * @return a copy that is cumulative
         */
        public Ack<A> covering() {
            return new Ack<>(to, done, failed, true);
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
     * The queue of writes has risen above its high mark, or has fallen to the low one again. Only a hint: writes are taken
     * up to the limit, which is higher. But after a refusal that suspends writing, it opens only when writing was resumed, and so answers
     * {@link ResumeWriting}.
     *
     * @param open false above the high mark, true at the low one or below
     */
    public record Flow(boolean open) implements Event {}

    // ---- reading ----

    /**
     * Bytes from the peer. Never empty.
     *
     * @param data the bytes, which may be kept for ever
     */
    public record Received(ByteString data) implements Event {}

    /**
     * Bytes from the peer, on a pooled buffer: instead of {@link Received}, if {@link ConnectionSettings#leasesReads()}. Unless the
     * handler keeps or moves the lease, it is released when the handler is done with this event. From then on the bytes count as
     * handled, whoever has the lease.
     *
     * @param lease the bytes, at least one; the handler owns them now
     */
    public record Leased(Lease lease) implements Event, Owned {
        @Override
        public void discard() {
            lease.discard();
        }
    }

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
     * for a change of protocol. What the former one has been told already stays with it, but for {@link InputEnded}. If the connection
     * has ended before this comes, the handler is told {@link Closed} all the same.
     *
     * @param handler gets the events; its end closes the connection
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
     * @param command the very command
     * @param cause why
     */
    public record CommandFailed(Command command, Exception cause) implements Event {}

    /**
     * Tell what this connection has done so far. A connection that has ended doesn't answer: its last figures are in the JFR event of its
     * close.
     *
     * @param replyTo told the figures
     */
    public record Inspect(ActorRef<? super ConnectionFigures> replyTo) implements Command, DeadLetter.Silent {
        /** Checks who is told. */
        public Inspect {
            Objects.requireNonNull(replyTo, "replyTo");
        }
    }

    // ---- closing ----

    /**
     * The three ways to close. Whoever is named in {@code replyTo} gets exactly one {@link Closed} too; if the command comes too late,
     * with an error that says so.
     *
     * <p>A later command can only hasten a close: {@link Abort} ends any other, {@link Close} waits no more for the confirmation of a
     * {@link ConfirmedClose}. Like all commands they come in order, behind the writes that were sent before. Who can't wait for
     * that kills the connection's actor ({@code system.kill}), which is a reset at once.
     */
    public sealed interface CloseCommand extends Command, Owned, DeadLetter.Silent
        permits Close, ConfirmedClose, Abort {
        /**
         * Who is told besides the handler.
         *
         * @return null = nobody
         */
        ActorRef<? super Closed> replyTo();

        /** Tells that the connection had ended before. */
        @Override
        default void discard() {
            if (replyTo() != null) {
                replyTo().tell(Closed.before());
            }
        }
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
     * Write out what is queued, end the output, go on delivering input until the peer has ended its own, close. From here on reading
     * is neither suspended nor pulled, unless it is suspended again. If the handler ends meanwhile, it goes on as {@link Close}.
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
     * Drop what is queued, and reset the connection: what the peer has not received yet, it won't.
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
    public record Closed(Reason reason) implements Event, DeadLetter.Silent {
        /** For those whose command came too late. */
        private static Closed before() {
            return new Closed(new Reason.ByError(new IOException("the connection had ended before")));
        }
    }

    /** What closed a connection. Its text is for people. */
    public sealed interface Reason {
        /** {@link Close}, carried out: all that was written has been handed to the kernel. */
        record ByClose() implements Reason {
            @Override
            public String toString() {
                return "closed";
            }
        }

        /** {@link ConfirmedClose}, carried out: the peer has ended its output too. */
        record ByConfirmedClose() implements Reason {
            @Override
            public String toString() {
                return "closed, confirmed by the peer";
            }
        }

        /** {@link Abort}. */
        record ByAbort() implements Reason {
            @Override
            public String toString() {
                return "aborted";
            }
        }

        /** The peer ended its output, in order. */
        record ByPeer() implements Reason {
            @Override
            public String toString() {
                return "closed by the peer";
            }
        }

        /**
         * Something failed: the network, a deadline, the handler, or the connection itself; or a close could not be carried out.
         *
         * @param cause what
         */
        record ByError(Throwable cause) implements Reason {
            @Override
            public String toString() {
                return "failed: " + cause;
            }
        }
    }
}
