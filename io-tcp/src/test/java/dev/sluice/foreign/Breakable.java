package dev.sluice.foreign;

import dev.sluice.loop.Signal;
import dev.sluice.transport.ChannelPoller;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** A poller that breaks when a test says so. */
final class Breakable implements ChannelPoller {
    private final ChannelPoller real;
    private volatile IOException failure;

    private Breakable(ChannelPoller real) {
        this.real = real;
    }

    /** Those of one transport. */
    static final class All implements Supplier<ChannelPoller> {
        private final Supplier<? extends ChannelPoller> real;
        private final Queue<Breakable> made = new ConcurrentLinkedQueue<>();

        All(Supplier<? extends ChannelPoller> real) {
            this.real = real;
        }

        @Override
        public ChannelPoller get() {
            Breakable fresh = new Breakable(real.get());
            made.add(fresh);
            return fresh;
        }

        /** Those that are made afterwards are not broken. */
        void breakNow(IOException cause) {
            for (Breakable poller = made.poll(); poller != null; poller = made.poll()) {
                poller.failure = cause;
                poller.wakeUp();
            }
        }
    }

    @Override
    public int poll(long timeoutNanos) throws IOException {
        IOException cause = failure;
        if (cause != null) {
            throw cause;
        }
        return real.poll(timeoutNanos);
    }

    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        return real.register(source, signal);
    }

    @Override
    public void raiseAll(int bits) {
        real.raiseAll(bits);
    }

    @Override
    public void wakeUp() {
        real.wakeUp();
    }

    @Override
    public void close() {
        real.close();
    }
}
