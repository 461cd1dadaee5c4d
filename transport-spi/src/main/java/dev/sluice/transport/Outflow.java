package dev.sluice.transport;

import dev.sluice.io.Connection;
import dev.sluice.io.Connection.CommandFailed;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.WriteRefusedException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing half of a connection: its bounded queue, and what the kernel has left of it. */
final class Outflow {
    private static final Logger LOG = LoggerFactory.getLogger(Outflow.class);

    private final ConnectionEnd connection;
    private WriteQueue queue;
    private boolean blocked;
    private boolean backlogged;

    Outflow(ConnectionEnd connection) {
        this.connection = connection;
    }

    boolean isEmpty() {
        return queue == null;
    }

    /** The kernel takes nothing at present: wait for {@link Ready#WRITE}. */
    boolean isBlocked() {
        return blocked;
    }

    void blocked(boolean value) {
        blocked = value;
    }

    /** Queues a write, or refuses it. */
    void add(Write write, LoopIo io) {
        if (exceeds(write)) {
            fail(write, refusal());
            return;
        }
        if (queue == null) {
            queue = io.takeQueue();
        }
        queue.add(write);
        if (blocked) {
            tellFlow(); // there will be no flush before the kernel takes some, and by then it might be over its limit
        }
    }

    /** Whether a write goes beyond the limits: an empty queue takes any. */
    boolean exceeds(Write write) {
        return queue != null && (queue.size() >= connection.settings().queuedWrites()
            || queue.weight() + write.data().length() > connection.settings().queuedBytes());
    }

    private WriteRefusedException refusal() {
        return new WriteRefusedException(WriteRefusedException.Kind.FULL,
            "the queue holds " + queue.size() + " writes and " + queue.weight()
                + " bytes; its limits are " + connection.settings().queuedWrites() + " and "
                + connection.settings().queuedBytes());
    }

    /** Tells the writer, or else the handler. */
    void fail(Write write, Exception cause) {
        CommandFailed failure = new CommandFailed(write, cause);
        if (!toldWriter(failure, write.ack())) {
            connection.handler.tell(failure);
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
    void failAll(Exception cause) {
        if (queue != null) {
            queue.fail(write -> fail(write, cause));
            queue = null;
        }
    }

    /**
     * Writes out what the kernel takes.
     *
     * @return how much that was
     */
    long flush(StreamHandle handle, LoopIo io) throws IOException {
        if (queue == null) {
            return 0;
        }
        long before = queue.weight();
        blocked = !queue.flush(handle, io.send());
        long taken = before - queue.weight();
        if (!blocked) {
            io.giveBack(queue);
            queue = null;
        }
        tellFlow();
        return taken;
    }

    private void tellFlow() {
        long weight = queue == null ? 0 : queue.weight();
        if (!backlogged && weight > connection.settings().highMark()) {
            backlogged = true;
            connection.flow(false);
        } else if (backlogged && weight <= connection.settings().lowMark()) {
            backlogged = false;
            connection.flow(true);
        }
    }
}
