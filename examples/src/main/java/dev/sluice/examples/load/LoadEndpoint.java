package dev.sluice.examples.load;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Stop;
import dev.sluice.io.ByteString;
import dev.sluice.io.Endpoint.Close;
import dev.sluice.io.Endpoint.Closed;
import dev.sluice.io.Endpoint.Command;
import dev.sluice.io.Endpoint.CommandFailed;
import dev.sluice.io.Endpoint.Event;
import dev.sluice.io.Endpoint.Extension;
import dev.sluice.io.Endpoint.NetworkError;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.IntCountsHistogram;

/**
 * One socket of a load: sends messages that have a number, compares what comes back, and counts those to which nothing comes. Tells how
 * it ended, once: when it is closed.
 */
final class LoadEndpoint implements Actor<Event> {
    /** Time to look for messages that are lost. */
    private record Tick() implements Extension {}

    private static final int TICKS_UNTIL_LOST = 4;
    /** Nobody is there. */
    private static final long WITHOUT_ANY_ECHO_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ActorRef<Command> endpoint;
    private final DatagramPlan plan;
    private final Pattern pattern;
    private final int index;
    private final CompletableFuture<DatagramReport> outcome;
    private final Window window;
    private final IntCountsHistogram latencies = new IntCountsHistogram(2);
    private final long start = System.nanoTime();
    private long lastEcho = start;
    private int limit;
    private long lost;
    private long strays;
    private Exception reported;
    private boolean isDone;
    private String failure;

    LoadEndpoint(Context<Event> ctx, ActorRef<Command> endpoint, DatagramPlan plan, Pattern pattern, int index,
        CompletableFuture<DatagramReport> outcome) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.pattern = pattern;
        this.index = index;
        this.outcome = outcome;
        this.window = new Window(plan.depth());
        this.limit = plan.count();
        ctx.timers().every(Tick.class, plan.lostAfter().dividedBy(TICKS_UNTIL_LOST), new Tick());
        send();
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case Received(var data, var sender) -> received(data);
            case Tick tick -> giveUpTheLate();
            case NetworkError(var cause) -> reported = cause;
            case CommandFailed(var command, var cause) -> reported = cause; // the message counts as lost when its time is up
            case Closed(var cause) -> finish(cause);
            default -> {}
        }
    }

    /** Sends as many as may be on their way. */
    private void send() {
        while (!isDone && window.sent() < limit && window.hasRoom()) {
            endpoint.tell(new Send(message(window.sent())));
            window.send(System.nanoTime());
        }
        if (window.isEmpty()) {
            close();
        }
    }

    private void close() {
        if (!isDone) {
            isDone = true;
            endpoint.tell(new Close());
        }
    }

    private ByteString message(int number) {
        byte[] head = ByteBuffer.allocate(DatagramPlan.LEAST_SIZE).putInt(number).array();
        int rest = plan.size() - head.length;
        return ByteString.copyOf(head).concat(pattern.piece(index, (long) number * rest, rest)).compact();
    }

    private void received(ByteString data) {
        int number = data.length() == plan.size() ? data.asByteBuffer().getInt() : -1;
        if (number < 0 || number >= window.sent() || !data.equals(message(number))) {
            giveUp("got something back that it has not sent");
        } else if (window.isWaitingFor(number)) {
            lastEcho = System.nanoTime();
            latencies.recordValue(window.answered(number, lastEcho));
            send();
        } else {
            strays++;
        }
    }

    private void giveUpTheLate() {
        long now = System.nanoTime();
        lost += window.giveUp(now - plan.lostAfter().toNanos());
        if (now - start > plan.atMost().toNanos()) {
            limit = window.sent();
        }
        if (isInVain(now)) {
            giveUp("had no echo at all" + (reported == null ? "" : ": " + describe(reported)));
        } else {
            send();
        }
    }

    private boolean isInVain(long now) {
        return latencies.getTotalCount() == 0 && lost > 0 && (reported != null || now - start > WITHOUT_ANY_ECHO_NANOS);
    }

    private void giveUp(String why) {
        failure = why;
        close();
    }

    private void finish(Exception cause) {
        if (failure == null && cause == null) {
            outcome.complete(
                new DatagramReport(plan, lastEcho - start, window.sent(), lost, strays, latencies));
        } else {
            fail(failure == null ? "was closed: " + cause.getMessage() : failure);
        }
    }

    private static String describe(Exception cause) {
        return cause instanceof PortUnreachableException ? "nobody is at that port" : cause.getMessage();
    }

    private void fail(String why) {
        outcome.completeExceptionally(new LoadFailedException("socket " + index + " " + why));
    }

    /** However it ends, nobody waits in vain. */
    @Override
    public void stopping(Stop reason) {
        fail("was stopped: " + reason);
    }
}
