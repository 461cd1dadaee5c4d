package dev.sluice.transport.testkit;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A poller that knows nothing by itself: a channel is ready when the test says so, and until it says otherwise. It also lets go of
 * channels late, refuses to watch, and breaks, all on demand.
 *
 * <p>On a {@link SteppedLoop} the test decides when it looks, too. On a loop with a thread it never blocks for longer than a
 * millisecond, so that what the test says is noticed.
 */
public final class SteppedPoller implements ChannelPoller {
    private static final long NAP_MILLIS = 1;

    private final Map<Object, Integer> ready = new ConcurrentHashMap<>();
    private final WatchList<Object> watched = new WatchList<>(source -> {
    });
    private volatile IOException failure;
    private volatile IOException refusal;
    private volatile boolean keeps;
    private volatile int polls;

    /** A poller on which nothing is ready. */
    public SteppedPoller() {}

    // ---- what the test says; any thread ----

    /**
     * Says what a channel is ready for, from now on. It is raised as far as it is of interest.
     *
     * @param source what the channel is registered by
     * @param bits of {@link Ready}; 0 = nothing
     */
    public void ready(Object source, int bits) {
        ready.put(source, bits);
    }

    /**
     * Makes each poll fail from now on: the loop closes and replaces it.
     *
     * @param cause what it throws
     */
    public void breaks(IOException cause) {
        failure = Objects.requireNonNull(cause, "cause");
    }

    /**
     * Says whether channels can be watched.
     *
     * @param cause what {@code register} throws; null = it works
     */
    public void refuses(IOException cause) {
        refusal = cause;
    }

    /**
     * Says whether channels that are cancelled are kept, so that their descriptors are not free.
     *
     * @param value false lets go of all that were kept, at the next poll
     */
    public void keeps(boolean value) {
        keeps = value;
    }

    /**
     * How often it was polled.
     *
     * @return a count that only grows
     */
    public int polls() {
        return polls;
    }

    // ---- what the loop's thread may ask ----

    /**
     * What a channel is watched for. Loop's thread only.
     *
     * @param source what the channel is registered by
     * @return bits of {@link Ready}
     * @throws IllegalStateException if it is not watched
     */
    public int interest(Object source) {
        return watched.interest(source);
    }

    /**
     * How many channels it watches. Loop's thread only.
     *
     * @return those that are registered and not cancelled
     */
    public int watched() {
        return watched.size();
    }

    // ---- the poller ----

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        IOException cause = refusal;
        if (cause != null) {
            throw cause;
        }
        return watched.add(source, signal);
    }

    @Override
    public void raiseAll(int bits) {
        watched.raiseAll(bits);
    }

    @Override
    public int poll(long timeoutNanos) throws IOException {
        polls = polls + 1; // by this thread only
        IOException cause = failure;
        if (cause != null) {
            throw cause;
        }
        boolean hasFlushed = !keeps && watched.flush();
        int raised = raise();
        if (raised == 0 && !hasFlushed && timeoutNanos != 0) {
            nap();
            raised = raise();
        }
        return raised;
    }

    private int raise() {
        return watched.raise(source -> ready.getOrDefault(source, 0));
    }

    private static void nap() {
        try {
            Thread.sleep(NAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does nothing: it wakes up by itself. */
    @Override
    public void wakeUp() {}

    @Override
    public void close() {
        watched.close();
    }
}
