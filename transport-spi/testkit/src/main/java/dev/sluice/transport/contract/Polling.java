package dev.sluice.transport.contract;

import dev.sluice.loop.Signal;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ChannelPoller;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a loop is to bare handles: a poller, asked on the thread that made it. */
final class Polling implements AutoCloseable {
    private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(10);

    private final ChannelPoller poller;

    Polling(ChannelPoller poller) {
        this.poller = poller;
    }

    /** What is waited for; may throw what a handle throws. */
    interface Condition {
        boolean isMet() throws IOException;
    }

    /** What ends a handle. */
    interface Close {
        void run() throws IOException;
    }

    Channel channel() {
        return new Channel();
    }

    /** Polls until something is true. */
    void until(String what, Condition condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.isMet()) {
            poller.poll(A_WHILE);
            if (System.nanoTime() - start > Probe.PATIENCE.toNanos()) {
                throw new AssertionError("not within " + Probe.PATIENCE + ": " + what);
            }
        }
    }

    /** Looks once, without waiting. */
    void look() throws IOException {
        poller.poll(0);
    }

    @Override
    public void close() {
        try {
            poller.close();
        } catch (Exception e) {
            throw new AssertionError("the poller can't be closed", e);
        }
    }

    /** One handle's place at the poller. */
    final class Channel implements Signal {
        private final AtomicInteger bits = new AtomicInteger();
        private ChannelPoller.Registration registration;
        private boolean flushed;

        void register(Object source) throws IOException {
            registration = poller.register(source, this);
        }

        @Override
        public void raise(int more) {
            bits.accumulateAndGet(more, (before, added) -> before | added);
            poller.wakeUp();
        }

        /** What was raised since it was asked last. */
        int raised() {
            return bits.getAndSet(0);
        }

        void interest(int wanted) {
            registration.interest(wanted);
        }

        /** Cancels and closes in the same breath, and waits until the poller has let go. */
        void release(Close close) throws IOException {
            if (registration != null) {
                registration.cancel(() -> flushed = true);
            }
            close.run();
            if (registration != null) {
                until("the poller lets go of what was cancelled", () -> flushed);
            }
        }
    }
}
