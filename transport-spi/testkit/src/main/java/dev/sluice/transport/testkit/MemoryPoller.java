package dev.sluice.transport.testkit;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches {@link Source}s in memory, and waits for them without any selector. It looks at every one at each poll: made for tests,
 * not for thousands of channels.
 *
 * <p>It blocks the loop's thread like any other poller, and a change on another thread ends that. On a loop that is stepped by hand
 * it never blocks.
 */
public final class MemoryPoller implements ChannelPoller {
    private final WatchList<Source> watched = new WatchList<>(source -> source.watch(null));
    private volatile Thread waiting;
    private volatile boolean woken;

    /** A poller that watches nothing yet. */
    public MemoryPoller() {}

    /** What this poller can watch: the {@code source()} of a handle. */
    public interface Source {
        /**
         * What it is ready for now. Any thread.
         *
         * @return bits of {@link dev.sluice.transport.Ready}
         */
        int ready();

        /**
         * Says who wants to know when that has changed. There is one at a time.
         *
         * @param changed to be called after each change, on any thread, with no lock held; doesn't block. Null = nobody
         */
        void watch(Runnable changed);
    }

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        if (!(source instanceof Source memory)) {
            throw new IllegalArgumentException("source is no MemoryPoller.Source: " + source);
        }
        Registration registration = watched.add(memory, signal);
        memory.watch(this::wakeUp);
        return registration;
    }

    @Override
    public void raiseAll(int bits) {
        watched.raiseAll(bits);
    }

    /**
     * How many channels it watches. Loop's thread only.
     *
     * @return those that are registered and not cancelled
     */
    public int watched() {
        return watched.size();
    }

    // ---- polling ----

    @Override
    public int poll(long timeoutNanos) {
        boolean hasFlushed = watched.flush();
        int raised = watched.raise(Source::ready);
        if (raised == 0 && timeoutNanos != 0 && !hasFlushed) {
            await(timeoutNanos);
            raised = watched.raise(Source::ready);
        }
        return raised;
    }

    /** Publishes the thread before it looks at {@code woken}; {@link #wakeUp} does the reverse: one sees the other. */
    private void await(long timeoutNanos) {
        waiting = Thread.currentThread();
        if (!woken && timeoutNanos > 0) {
            LockSupport.parkNanos(this, timeoutNanos);
        } else if (!woken) {
            LockSupport.park(this);
        }
        woken = false; // whatever changes from here on, the look that follows sees, or the next poll doesn't wait
    }

    @Override
    public void wakeUp() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    @Override
    public void close() {
        watched.close();
    }
}
