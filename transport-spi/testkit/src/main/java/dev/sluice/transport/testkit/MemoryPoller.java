package dev.sluice.transport.testkit;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches {@link Source}s in memory, and waits for them without any selector. It looks at every one at each poll: made for tests,
 * not for thousands of channels.
 *
 * <p>It blocks the loop's thread like any other poller, and a change on another thread ends that. On a loop that is stepped by hand
 * it never blocks.
 */
public final class MemoryPoller implements ChannelPoller {
    private final List<Watch> watched = new ArrayList<>();
    private final Queue<Runnable> flushes = new ArrayDeque<>();
    private volatile Thread waiting;
    private volatile boolean woken;
    private boolean closed;

    /** A poller that watches nothing yet. */
    public MemoryPoller() {}

    /** What this poller can watch: the {@code source()} of a handle. */
    public interface Source {
        /**
         * What it is ready for now. Any thread.
         *
         * @return bits of {@link Ready}
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
        if (closed) {
            throw new IOException("the poller is closed");
        }
        Watch watch = new Watch(memory, Objects.requireNonNull(signal, "signal"));
        watched.add(watch);
        memory.watch(this::wakeUp);
        return watch;
    }

    @Override
    public void raiseAll(int bits) {
        watched.forEach(watch -> watch.signal.raise(bits));
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
        boolean hasFlushed = flush();
        int raised = raise();
        if (raised == 0 && timeoutNanos != 0 && !hasFlushed) {
            await(timeoutNanos);
            raised = raise();
        }
        return raised;
    }

    private boolean flush() {
        int due = flushes.size();
        for (int i = 0; i < due; i++) {
            flushes.remove().run();
        }
        return due > 0;
    }

    private int raise() {
        int raised = 0;
        for (Watch watch : watched) {
            int bits = watch.interest == 0 ? 0 : watch.interest & watch.source.ready();
            if (bits != 0) {
                watch.signal.raise(bits);
                raised++;
            }
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
        closed = true;
        List<Watch> lost = List.copyOf(watched);
        watched.clear();
        lost.forEach(watch -> watch.signal.raise(Ready.LOST));
        while (!flushes.isEmpty()) {
            flushes.remove().run();
        }
    }

    private final class Watch implements Registration {
        private final Source source;
        private final Signal signal;
        private int interest;
        private boolean cancelled;

        Watch(Source source, Signal signal) {
            this.source = source;
            this.signal = signal;
        }

        @Override
        public void interest(int bits) {
            interest = bits;
        }

        @Override
        public void cancel(Runnable flushed) {
            Objects.requireNonNull(flushed, "flushed");
            if (cancelled) {
                throw new IllegalStateException("cancelled already: " + source);
            }
            cancelled = true;
            source.watch(null);
            watched.remove(this);
            if (closed) {
                flushed.run();
            } else {
                flushes.add(flushed);
            }
        }
    }
}
