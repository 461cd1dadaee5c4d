package dev.sluice.bench.memory;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.loop.Loop;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The clients: what they all do, one phase after the other. It lives on their loop, and so needs no lock; the methods
 * that give a future may be called from any thread, each when the phase before has ended.
 */
final class Crowd {
    static final int MESSAGE = 64;
    /** How many may be on their way to the server's backlog. */
    static final int OPENING_AT_ONCE = 1000;
    /** A prime, so that those who talk one after the other are not neighbours. */
    private static final long STRIDE = 7919;

    private final Loop loop;
    private final List<Caller> callers = new ArrayList<>();
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
    private volatile CompletableFuture<Void> phase = new CompletableFuture<>();
    private Runnable dial;
    private long undialled;
    /** Of how many an answer or the end is still to come. */
    private long waiting;
    private boolean closing;

    Crowd(Loop loop) {
        this.loop = loop;
    }

    /** Opens connections, each of which has one message echoed. */
    CompletableFuture<Void> open(int count, Runnable how) {
        return phase(count, () -> {
            closing = false;
            dial = how;
            undialled = count;
            for (int i = 0; i < OPENING_AT_ONCE; i++) {
                dialNext();
            }
        });
    }

    private void dialNext() {
        if (undialled > 0) {
            undialled--;
            dial.run();
        }
    }

    /** The handler of a connection that is there. */
    Actor<Connection.Event> join(Context<Connection.Event> ctx, ActorRef<Connection.Command> connection) {
        Caller caller = new Caller(connection);
        callers.add(caller);
        caller.say(message(callers.size()), System.nanoTime());
        return caller;
    }

    /** Has one message echoed on each connection. */
    CompletableFuture<Void> broadcast() {
        return phase(callers.size(), () -> {
            ByteString toAll = message(-1);
            long now = System.nanoTime();
            callers.forEach(caller -> caller.say(toAll, now));
        });
    }

    /**
     * Has messages echoed, each on another connection, at a steady rate, however long answers take.
     *
     * @return ends with the last answer
     */
    CompletableFuture<Void> talk(double perSecond, long count) {
        return phase(count, () -> {
            latencies.reset();
            talk(System.nanoTime(), 1e9 / perSecond, 0, count);
        });
    }

    private void talk(long begin, double interval, long from, long count) {
        long next = from;
        long due = begin + (long) (next * interval);
        while (next < count && due - System.nanoTime() <= 0) {
            callers.get((int) (next * STRIDE % callers.size())).say(message(next), due);
            due = begin + (long) (++next * interval);
        }
        if (next < count) {
            long rest = next;
            loop.schedule(due - System.nanoTime(), () -> talk(begin, interval, rest, count));
        }
    }

    /** Of what was said since the last {@link #talk} began, from when it was due. Any thread, after its end. */
    Histogram latencies() {
        return latencies;
    }

    CompletableFuture<Void> close() {
        return phase(callers.size(), () -> {
            closing = true;
            callers.forEach(caller -> caller.connection.tell(new Connection.Close()));
            callers.clear();
        });
    }

    private CompletableFuture<Void> phase(long count, Runnable begin) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            phase = done;
            waiting = count;
            begin.run();
        });
        return done;
    }

    private void countDown() {
        if (--waiting == 0) {
            phase.complete(null);
        }
    }

    /** Ends the phase. Any thread. */
    void failed(Throwable cause) {
        phase.completeExceptionally(cause);
    }

    private static ByteString message(long number) {
        return ByteString.copyOf(ByteBuffer.allocate(MESSAGE).putLong(MESSAGE - Long.BYTES, number));
    }

    /** The client's end of a connection. */
    private final class Caller implements Actor<Connection.Event> {
        private final ActorRef<Connection.Command> connection;
        /** Null: it has its answer. */
        private ByteString said;
        private long due;

        Caller(ActorRef<Connection.Command> connection) {
            this.connection = connection;
        }

        void say(ByteString message, long when) {
            if (said != null) {
                failed(new IllegalStateException("a connection has had no answer since its last turn"));
            }
            said = message;
            due = when;
            connection.tell(new Connection.Write(message));
        }

        @Override
        public void on(Connection.Event event) {
            switch (event) {
                case Connection.Received(var data) when data.equals(said) -> answered();
                case Connection.Closed closed when closing -> countDown();
                default -> failed(new IllegalStateException("not what was expected: " + event));
            }
        }

        private void answered() {
            said = null;
            latencies.recordValue(Math.min(System.nanoTime() - due, latencies.getHighestTrackableValue()));
            dialNext();
            countDown();
        }
    }
}
