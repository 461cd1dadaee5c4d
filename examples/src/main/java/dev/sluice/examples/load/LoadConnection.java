package dev.sluice.examples.load;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection.Abort;
import dev.sluice.io.Connection.Close;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Command;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.Connection.Reason;
import dev.sluice.io.Connection.Received;
import dev.sluice.io.Connection.Write;
import org.HdrHistogram.IntCountsHistogram;

/**
 * One connection of a load: sends a message, compares what comes back, and sends the next. Tells the load how it ended, once: when
 * it is closed.
 */
final class LoadConnection implements Actor<Event> {
    private final ActorRef<Load.Message> load;
    private final ActorRef<Command> connection;
    private final LoadPlan plan;
    private final Pattern pattern;
    private final int index;
    /** When a message was sent: a ring, because no more than {@code depth} are on their way. */
    private final long[] sentAt;
    private final IntCountsHistogram latencies = new IntCountsHistogram(2);
    private int sent;
    private int echoed;
    private long received;
    private long completedAt;
    private String failure;
    private boolean isOver;

    LoadConnection(ActorRef<Load.Message> load, ActorRef<Command> connection, LoadPlan plan, Pattern pattern,
        int index) {
        this.load = load;
        this.connection = connection;
        this.plan = plan;
        this.pattern = pattern;
        this.index = index;
        this.sentAt = new long[Math.min(plan.depth(), plan.count())];
        send();
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data) -> received(data);
            case Closed(var reason) -> tell(outcome(reason));
            default -> {} // nothing else comes without Closed behind it
        }
    }

    private void tell(Load.Message outcome) {
        if (!isOver) {
            isOver = true;
            load.tell(outcome);
        }
    }

    /** However it ends, the load doesn't wait in vain. */
    @Override
    public void stopping(Stop reason) {
        tell(new Load.Message.Failed("connection " + index + " was stopped: " + reason));
    }

    /** Sends as many as may be on their way. */
    private void send() {
        while (sent < plan.count() && sent - echoed < sentAt.length) {
            sentAt[sent % sentAt.length] = System.nanoTime();
            connection.tell(new Write(pattern.piece(index, (long) sent * plan.size(), plan.size())));
            sent++;
        }
    }

    private void received(ByteString data) {
        if (failure != null) {
            return;
        }
        long difference = pattern.firstDifference(index, received, data);
        if (received + data.length() > (long) sent * plan.size()) {
            giveUp("got more back than was sent");
        } else if (difference >= 0) {
            giveUp("got a wrong byte back at offset " + difference);
        } else {
            received += data.length();
            measure();
            send();
            closeIfComplete();
        }
    }

    /** What has come may complete one message, several, or none. */
    private void measure() {
        long now = System.nanoTime();
        for (; (echoed + 1L) * plan.size() <= received; echoed++) {
            latencies.recordValue(now - sentAt[echoed % sentAt.length]);
        }
    }

    private void closeIfComplete() {
        if (echoed == plan.count()) {
            completedAt = System.nanoTime();
            connection.tell(new Close());
        }
    }

    private void giveUp(String why) {
        failure = why;
        connection.tell(new Abort());
    }

    private Load.Message outcome(Reason reason) {
        if (failure == null && echoed == plan.count()) {
            return new Load.Message.Finished(completedAt, latencies);
        }
        return new Load.Message.Failed("connection " + index + " " + (failure != null
            ? failure
            : "was lost after " + echoed + " of " + plan.count() + " echoes: " + describe(reason)));
    }

    private static String describe(Reason reason) {
        return switch (reason) {
            case Reason.ByPeer() -> "the server closed it";
            case Reason.ByError(var cause) when cause.getMessage() != null -> cause.getMessage();
            default -> reason.toString();
        };
    }
}
