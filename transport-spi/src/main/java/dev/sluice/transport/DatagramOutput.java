package dev.sluice.transport;

import dev.sluice.actor.Context;
import dev.sluice.io.Endpoint;
import dev.sluice.io.Endpoint.Ack;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Flow;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.Endpoint.SendCommand;
import dev.sluice.io.EndpointFigures;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.WriteRefusedException;
import dev.sluice.io.WriteRefusedException.Kind;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sending half of an endpoint: what it takes, its bounded queue, and who is told what has come of it. */
final class DatagramOutput {
    /** So many times the handle is given something in one turn; then others have theirs. */
    private static final int BATCHES_PER_TURN = 16;
    private static final Logger LOG = LoggerFactory.getLogger(DatagramEndpoint.class);

    private final EndpointSettings settings;
    private final EndpointEvents events;
    private final Traffic traffic;
    private final SendQueue queue = new SendQueue();
    private final Lookups lookups;
    private final Consumer<IOException> reports;
    private long sent;
    private long bytesSent;
    private long failed;
    private long refused;
    private boolean blocked;
    /** Has risen above the high mark, and not fallen to the low one since. */
    private boolean backlogged;

    /**
     * An empty queue.
     *
     * @param reports told what the network reports while something is sent
     */
    DatagramOutput(Context<Endpoint.Command> ctx, DatagramOrigin origin, EndpointEvents events, Traffic traffic,
        Consumer<IOException> reports) {
        this.settings = origin.settings();
        this.events = events;
        this.traffic = traffic;
        this.lookups = new Lookups(ctx, origin.resolver(), this::found);
        this.reports = reports;
    }

    /** The kernel takes nothing at present: wait for {@link Ready#WRITE}. */
    boolean isBlocked() {
        return blocked;
    }

    void blocked(boolean value) {
        blocked = value;
    }

    /** Nothing waits, neither for the kernel nor for a look-up. */
    boolean isEmpty() {
        return size() == 0;
    }

    boolean isLookingUp() {
        return lookups.size() > 0;
    }

    private int size() {
        return queue.size() + lookups.size();
    }

    private long weight() {
        return queue.weight() + lookups.weight();
    }

    // ---- what is taken, and what is refused ----

    /** Whether a command will be refused unless some of the queue leaves, which it might. */
    boolean wantsFlush(SendCommand command) {
        return !blocked && !queue.isEmpty() && exceeds(command);
    }

    /** An empty queue takes anything. */
    private boolean exceeds(SendCommand command) {
        return !isEmpty() && (size() + SendQueue.count(command) > settings.queuedDatagrams()
            || weight() + SendQueue.weight(command) > settings.queuedBytes());
    }

    /** Queues all of it, or refuses it as a whole. */
    void add(SendCommand command) {
        if (exceeds(command)) {
            refuse(command, full());
        } else if (lookups.areNeeded(command)) {
            lookups.add(command);
            tellFlow(); // there may be nothing to flush
        } else {
            enqueue(command);
        }
    }

    private void enqueue(SendCommand command) {
        if (command instanceof Send send) {
            queue.add(send);
        } else {
            queue.add(new Sending(command));
        }
        if (blocked) {
            tellFlow(); // there will be no flush before the kernel takes some, and by then it might be over its limit
        }
    }

    private WriteRefusedException full() {
        return new WriteRefusedException(Kind.FULL, "the queue holds " + size() + " datagrams and " + weight()
            + " bytes; its limits are " + settings.queuedDatagrams() + " and " + settings.queuedBytes());
    }

    private void refuse(SendCommand command, WriteRefusedException cause) {
        int count = SendQueue.count(command);
        refused += count;
        traffic.refused(count);
        tellFailed(new CommandFailed(command, cause), command.ack());
    }

    /** None of it was looked up, nor will be. */
    void lost(SendCommand command, Exception cause) {
        failed += SendQueue.count(command);
        tellFailed(new CommandFailed(command, cause), command.ack());
    }

    // ---- look-ups ----

    void found(Lookups.Found found) {
        lookups.found(found);
    }

    private void found(Sending sending) {
        failed += sending.datagrams().size() - sending.sendable().size();
        if (sending.isFinished()) {
            finished(sending);
        } else {
            queue.add(sending);
        }
    }

    // ---- what leaves ----

    /**
     * Sends what the kernel takes, and tells what has come of it.
     *
     * @throws IOException if the handle is broken
     */
    void flush(DatagramHandle handle, SendBatch batch) throws IOException {
        blocked = false;
        for (int turn = 0; turn < BATCHES_PER_TURN && !queue.isEmpty() && !blocked; turn++) {
            blocked = !send(batch.of(queue, reports), handle);
        }
        if (!queue.isEmpty() && !blocked) {
            blocked = true; // others have their turn
        } else if (blocked) {
            traffic.stalled();
        }
        tellFlow();
    }

    /** Whether the handle has dealt with all of them. */
    private boolean send(SendBatch batch, DatagramHandle handle) throws IOException {
        try {
            int offered = batch.size();
            int dealt = Math.min(offered, handle.send(batch));
            long before = bytesSent;
            for (int i = 0; i < dealt; i++) {
                finishFirst(batch.failure(i));
            }
            traffic.written(bytesSent - before, dealt);
            return dealt == offered;
        } finally {
            batch.clear();
        }
    }

    private void finishFirst(IOException failure) {
        if (failure == null) {
            sent++;
            bytesSent += queue.data(0).length();
        } else {
            failed++;
        }
        queue.finishFirst(failure, this);
    }

    /** The kernel has taken all of a command. */
    void done(Ack<?> ack) {
        if (ack != null) {
            try {
                ack.tellDone();
            } catch (RuntimeException e) {
                LOG.error("an ack can't be told to {}", ack.to(), e);
            }
        }
    }

    /** All of a command have had their turn. */
    void finished(Sending sending) {
        CommandFailed failure = sending.failure();
        if (failure == null) {
            done(sending.command().ack());
        } else {
            tellFailed(failure, sending.command().ack());
        }
    }

    /** Tells the sender, or else the handler. */
    void tellFailed(CommandFailed failure, Ack<?> ack) {
        if (!toldSender(failure, ack)) {
            events.tell(failure);
        }
    }

    private static boolean toldSender(CommandFailed failure, Ack<?> ack) {
        try {
            return ack != null && ack.tellFailed(failure);
        } catch (Throwable e) {
            LOG.error("the function of an ack failed: the handler is told instead", e);
            return false;
        }
    }

    // ---- the end ----

    /** Fails all that waits to be looked up. */
    void failLookups(Exception cause) {
        lookups.fail(cause, this);
    }

    /** Fails all that waits. */
    void fail(Exception cause) {
        while (!queue.isEmpty()) {
            failed++;
            queue.finishFirst(cause, this);
        }
        failLookups(cause);
    }

    // ---- the marks ----

    /** Whoever takes over hears how things stand. */
    void tellFlowToNewHandler() {
        if (backlogged) {
            events.tell(new Flow(false));
        }
    }

    private void tellFlow() {
        long weight = weight();
        if (!backlogged && weight > settings.highMark()) {
            backlogged = true;
            events.tell(new Flow(false));
        } else if (backlogged && weight <= settings.lowMark()) {
            backlogged = false;
            events.tell(new Flow(true));
        }
    }

    // ---- figures ----

    EndpointFigures figures(DatagramInput input, long dropped) {
        return new EndpointFigures(input.received(), input.bytesReceived(), input.truncated(), sent, bytesSent, failed,
            refused, input.networkErrors(), dropped, weight(), size(), input.unhandled());
    }
}
