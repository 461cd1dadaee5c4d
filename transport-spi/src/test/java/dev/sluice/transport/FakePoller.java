package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Watches {@link Source}s, which a test makes ready by hand; level-triggered, as the contract says. */
final class FakePoller implements ChannelPoller {
    /** What can be watched. */
    interface Source {
        int ready();
    }

    private final Semaphore wakeUps = new Semaphore(0);
    private final List<Watch> watched = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> flushes = new ArrayDeque<>();
    /** The poll that is under way throws this. */
    volatile IOException failure;
    volatile boolean refusesToRegister;
    volatile boolean letsGo = true;
    volatile int polls;

    @Override
    public int poll(long timeoutNanos) throws IOException {
        polls++;
        if (failure != null) {
            throw failure;
        }
        boolean hasFlushed = flush();
        int raised = raise();
        if (raised == 0 && timeoutNanos != 0 && !hasFlushed) {
            await(timeoutNanos);
            raised = raise();
        }
        return raised;
    }

    private int raise() {
        int raised = 0;
        for (Watch watch : watched) {
            int bits = watch.interest & watch.source.ready();
            if (bits != 0) {
                watch.signal.raise(bits);
                raised++;
            }
        }
        return raised;
    }

    private void await(long timeoutNanos) {
        try {
            if (timeoutNanos < 0) {
                wakeUps.acquire();
            } else {
                wakeUps.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
            }
            wakeUps.drainPermits();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean flush() {
        int due = letsGo ? flushes.size() : 0;
        for (int i = 0; i < due; i++) {
            flushes.remove().run();
        }
        return due > 0;
    }

    @Override
    public void wakeUp() {
        wakeUps.release();
    }

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        if (refusesToRegister) {
            throw new IOException("can't be watched");
        }
        Watch watch = new Watch((Source) source, signal);
        watched.add(watch);
        return watch;
    }

    /** Of what was registered first. */
    int interest() {
        return watched.get(0).interest;
    }

    @Override
    public void raiseAll(int bits) {
        watched.forEach(watch -> watch.signal.raise(bits));
    }

    @Override
    public void close() {
        watched.forEach(watch -> watch.signal.raise(Ready.LOST));
        watched.clear();
        flush();
    }

    private final class Watch implements Registration {
        private final Source source;
        private final Signal signal;
        private volatile int interest;

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
            if (watched.remove(this)) {
                flushes.add(flushed);
            } else {
                flushed.run();
            }
        }
    }
}
