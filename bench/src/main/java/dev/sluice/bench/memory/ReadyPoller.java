package dev.sluice.bench.memory;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Ready;
import dev.sluice.transport.testkit.MemoryPoller.Source;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches channels in memory as {@link dev.sluice.transport.testkit.MemoryPoller} does, but as epoll would: it looks
 * only at those that say that they have changed. So a poll costs what is ready, not what is open.
 *
 * <pre>
 *   changed, on any thread ──► toBeSeen ──► looked at in a poll: raised if ready and of interest ──┐
 *   interest, on the loop  ──►    ▲                                                               │
 *                                 └────────────── in the next poll: is it still ready? ◄──────────┘
 * </pre>
 */
final class ReadyPoller implements ChannelPoller {
    /** As the JDK's selector has it: of a million that are ready, the rest can wait until these are served. */
    private static final int MOST_AT_ONCE = 1024;

    private final Map<Source, Watch> watched = new IdentityHashMap<>();
    private final Queue<Watch> toBeSeen = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> flushes = new ArrayDeque<>();
    private int looks;
    private boolean closed;
    private volatile Thread waiting;
    private volatile boolean woken;

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        if (!(source instanceof Source memory)) {
            throw new IllegalArgumentException("source is not in memory: " + source);
        } else if (closed) {
            throw new IOException("the poller is closed");
        } else if (watched.containsKey(memory)) {
            throw new IllegalStateException("registered already: " + source);
        }
        Watch watch = new Watch(memory, Objects.requireNonNull(signal, "signal"));
        watched.put(memory, watch);
        memory.watch(watch);
        return watch;
    }

    @Override
    public void raiseAll(int bits) {
        List.copyOf(watched.values()).forEach(watch -> watch.raise(bits));
    }

    // ---- polling ----

    @Override
    public int poll(long timeoutNanos) {
        boolean hasFlushed = flush();
        int raised = look();
        if (raised == 0 && timeoutNanos != 0 && !hasFlushed) {
            await(timeoutNanos);
            raised = look();
        }
        return raised;
    }

    /** Not twice at anybody: whoever is raised comes again, and is looked at in the next poll. */
    private int look() {
        looks++;
        int raised = 0;
        for (Watch next; raised < MOST_AT_ONCE && (next = toBeSeen.peek()) != null && next.seenIn != looks;) {
            toBeSeen.remove();
            raised += next.look() ? 1 : 0;
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
        woken = false; // what was to be seen before is seen in the look that follows
    }

    @Override
    public void wakeUp() {
        if (!woken) {
            woken = true;
            LockSupport.unpark(waiting);
        }
    }

    private boolean flush() {
        int due = flushes.size();
        for (int i = 0; i < due; i++) {
            call(flushes.remove());
        }
        return due > 0;
    }

    @Override
    public void close() {
        closed = true;
        for (Watch lost : List.copyOf(watched.values())) {
            lost.raise(Ready.LOST);
            watched.remove(lost.source);
        }
        while (!flushes.isEmpty()) {
            flush();
        }
    }

    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            System.err.println("the poller goes on after a callback failed: " + e);
        }
    }

    private final class Watch implements Registration, Runnable {
        private static final AtomicIntegerFieldUpdater<Watch> QUEUED = AtomicIntegerFieldUpdater
            .newUpdater(Watch.class, "queued");

        private final Source source;
        private final Signal signal;
        private int interest;
        private boolean cancelled;
        private int seenIn;
        /** 1 = it is in the queue. */
        private volatile int queued;

        Watch(Source source, Signal signal) {
            this.source = source;
            this.signal = signal;
        }

        /** The source has changed. */
        @Override
        public void run() {
            if (queue()) {
                wakeUp();
            }
        }

        private boolean queue() {
            boolean isNew = QUEUED.compareAndSet(this, 0, 1);
            if (isNew) {
                toBeSeen.add(this);
            }
            return isNew;
        }

        boolean look() {
            seenIn = looks;
            queued = 0; // what changes from here on comes again
            int bits = cancelled || interest == 0 ? 0 : interest & source.ready();
            if (bits == 0) {
                return false;
            }
            raise(bits);
            queue();
            return true;
        }

        void raise(int bits) {
            if (!cancelled) {
                call(() -> signal.raise(bits));
            }
        }

        @Override
        public void interest(int bits) {
            boolean isMore = (bits & ~interest) != 0;
            interest = bits;
            if (isMore) {
                queue();
            }
        }

        @Override
        public void cancel(Runnable flushed) {
            Objects.requireNonNull(flushed, "flushed");
            if (cancelled) {
                throw new IllegalStateException("cancelled already: " + source);
            }
            cancelled = true;
            watched.remove(source);
            source.watch(null);
            if (closed) {
                call(flushed);
            } else {
                flushes.add(flushed);
            }
        }
    }
}
