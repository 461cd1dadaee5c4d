package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Compound;
import dev.sluice.io.Connection.Flow;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.ConnectionFigures;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.io.WriteRefusedException.Kind;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing half of a connection: which writes it takes, its bounded queue of them, and what the kernel has left of it. */
abstract sealed class Outflow extends Attachment permits Inflow {
    private static final WriteRefusedException SUSPENDED = new WriteRefusedException(Kind.SUSPENDED,
        "an earlier write was refused, and no ResumeWriting came since");
    private static final Logger LOG = LoggerFactory.getLogger(Outflow.class);

    private long bytesWritten;
    private long writes;
    private int refused;
    private int stalls;
    private WriteQueue queue;
    private boolean blocked;
    /** Has risen above the high mark, and not fallen to the low one since. */
    private boolean backlogged;
    /** A write was refused, and so are those behind it. */
    private boolean suspended;
    /** Somebody waits to hear that the queue has fallen to its low mark. */
    private boolean resuming;

    Outflow(Context<Connection.Command> ctx, Slots slots, StreamOrigin origin) {
        super(ctx, slots, origin);
    }

    /** The queue is backed up now, or no longer. */
    abstract void flow(boolean open);

    /** A write is refused: whoever records that is told. */
    abstract void refusedNow();

    final long queuedBytes() {
        return queue == null ? 0 : queue.weight();
    }

    final int queuedWrites() {
        return queue == null ? 0 : queue.size();
    }

    final boolean hasNothingQueued() {
        return queue == null;
    }

    /** The kernel takes nothing at present: wait for {@link Ready#WRITE}. */
    final boolean isBlocked() {
        return blocked;
    }

    final void blocked(boolean value) {
        blocked = value;
    }

    // ---- what is taken, and what is refused ----

    /** Whether a write will be refused unless some of the queue leaves, which it might. */
    final boolean wantsFlush(WriteCommand write) {
        return mayLeave() && exceeds(1, WriteQueue.length(write));
    }

    /** As for a write. */
    final boolean wantsFlush(Compound compound) {
        return mayLeave() && exceeds(compound.parts().size(), length(compound));
    }

    private boolean mayLeave() {
        return queue != null && !blocked && !suspended;
    }

    /** Whether something goes beyond the limits: an empty queue takes anything. */
    private boolean exceeds(int writes, long bytes) {
        return queue != null && (queue.size() + writes > settings().queuedWrites()
            || queue.weight() + bytes > settings().queuedBytes());
    }

    private static long length(Compound compound) {
        long length = 0;
        for (WriteCommand part : compound.parts()) {
            length += WriteQueue.length(part);
        }
        return length;
    }

    /** Queues a write, or refuses it. */
    final void enqueue(WriteCommand write, LoopIo io) {
        Exception refusal = refusal(1, WriteQueue.length(write));
        if (refusal == null) {
            refusal = switch (write) {
                case Write bytes -> add(bytes, io);
                case WriteLease lease -> add(lease, io);
                case WriteFile file -> enqueue(List.of(file), io);
            };
        }
        if (refusal != null) {
            lost(write, refusal);
        }
    }

    /** Always taken: null, like the other ways into the queue if they take it. */
    private IllegalStateException add(Write write, LoopIo io) {
        queue(io).add(write);
        added();
        return null;
    }

    /** Null = it is taken; otherwise its lease is spent already. */
    private IllegalStateException add(WriteLease write, LoopIo io) {
        LeaseWrite claimed;
        try {
            claimed = LeaseWrite.claim(write);
        } catch (IllegalStateException spent) {
            return spent;
        }
        queue(io).add(claimed);
        added();
        return null;
    }

    /** Queues all of it, or refuses it as a whole. */
    final void enqueue(Compound compound, LoopIo io) {
        Exception refusal = refusal(compound.parts().size(), length(compound));
        if (refusal == null) {
            refusal = enqueue(compound.parts(), io);
        }
        if (refusal != null) {
            refuse(compound, refusal);
        }
    }

    /** Null = it is taken; otherwise a lease among them is spent already. */
    private IllegalStateException enqueue(List<WriteCommand> writes, LoopIo io) {
        List<Object> claimed;
        try {
            claimed = LeaseWrite.claim(writes);
        } catch (IllegalStateException spent) {
            return spent;
        }
        queue(io).add(claimed, ctx.signal());
        added();
        return null;
    }

    private WriteQueue queue(LoopIo io) {
        if (queue == null) {
            queue = io.takeQueue();
        }
        return queue;
    }

    private void added() {
        if (blocked) {
            tellFlow(); // there will be no flush before the kernel takes some, and by then it might be over its limit
        }
    }

    /** Null = it is taken. */
    private WriteRefusedException refusal(int count, long bytes) {
        if (!suspended && !exceeds(count, bytes)) {
            return null;
        }
        refused += count;
        slots.traffic().refused(count);
        refusedNow();
        return suspended ? SUSPENDED : full();
    }

    private WriteRefusedException full() {
        suspended = settings().suspendsWriting();
        return new WriteRefusedException(Kind.FULL, "the queue holds " + queue.size() + " writes and "
            + queue.weight() + " bytes; its limits are " + settings().queuedWrites() + " and "
            + settings().queuedBytes());
    }

    /** Tells each of the writers who want to know it of the whole, and the handler if one of them doesn't. */
    final void refuse(Compound compound, Exception cause) {
        CommandFailed failure = new CommandFailed(compound, cause);
        boolean allTold = true;
        for (WriteCommand part : compound.parts()) {
            allTold &= toldWriter(failure, part.ack());
        }
        if (!allTold) {
            tell(failure);
        }
        compound.parts().forEach(Outflow::release);
    }

    /** Tells the writer, or else the handler. */
    final void lost(WriteCommand write, Exception cause) {
        CommandFailed failure = new CommandFailed(write, cause);
        if (!toldWriter(failure, write.ack())) {
            tell(failure);
        }
        release(write);
    }

    private static void release(WriteCommand write) {
        if (write instanceof WriteLease(var lease, var ack)) {
            lease.discard();
        }
    }

    private boolean toldWriter(CommandFailed failure, Connection.Ack<?> ack) {
        try {
            return ack != null && ack.tellFailed(failure);
        } catch (Throwable e) {
            LOG.error("the function of an ack failed: the handler is told instead", e);
            return false;
        }
    }

    /** Fails all that is queued. */
    final void failQueued(Exception cause) {
        if (queue != null) {
            queue.fail(cause, this);
            queue = null;
        }
    }

    // ---- what leaves ----

    /**
     * Writes out what the kernel takes.
     *
     * @return how many bytes that was
     */
    final long writeOut(StreamHandle handle, LoopIo io) throws IOException {
        if (queue == null) {
            return 0;
        }
        long bytesBefore = queue.bytesTaken();
        long writesBefore = queue.writesDone();
        WriteQueue.Left left = queue.flush(handle, io, this);
        long taken = queue.bytesTaken() - bytesBefore;
        written(taken, queue.writesDone() - writesBefore);
        blocked = left == WriteQueue.Left.BLOCKED;
        if (blocked) {
            stalls++;
            slots.traffic().stalled();
        }
        if (left == WriteQueue.Left.NOTHING) {
            io.giveBack(queue);
            queue = null;
        }
        tellFlow();
        return taken;
    }

    private void written(long bytes, long count) {
        bytesWritten += bytes;
        writes += count;
        slots.traffic().written(bytes, count);
    }

    /** What was done so far, and what waits; the reading half adds its own. */
    final ConnectionFigures figures(long bytesRead, long reads, int unhandled) {
        return new ConnectionFigures(bytesRead, reads, bytesWritten, writes, refused, stalls, queuedBytes(),
            queuedWrites(),
            unhandled);
    }

    // ---- the marks ----

    /** Writes are taken again, and the handler is told when the queue is at its low mark. */
    final void resume() {
        suspended = false;
        resuming = true;
        tellFlow();
    }

    /** Whoever takes over hears how things stand. */
    final void tellFlowToNewHandler() {
        if (backlogged || suspended) {
            tell(new Flow(false));
        }
    }

    private void tellFlow() {
        long weight = queuedBytes();
        if (!backlogged && weight > settings().highMark()) {
            backlogged = true;
            tell(new Flow(false));
            flow(false);
        } else if ((backlogged || resuming) && weight <= settings().lowMark()) {
            isLow();
        }
    }

    /** As long as writes are refused whatever the queue holds, nobody is told that it is open. */
    private void isLow() {
        if (!suspended) {
            resuming = false;
            tell(new Flow(true));
        }
        if (backlogged) {
            backlogged = false;
            flow(true);
        }
    }
}
