package dev.sluice.transport;

import dev.sluice.loop.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the channels of {@code java.nio} by a {@link Selector}; the only class that knows selectors and their keys.
 *
 * <pre>
 *   register ──► WATCHED ─── cancel ───► CANCELLED ─── a later select ───► flushed
 *                   │                        ▲
 *                   └─ close, broken ─► LOST ┘
 * </pre>
 *
 * A key is flushed by the first select that begins after it was cancelled; as long as one is due, {@link #poll} doesn't
 * block. Once the selector is closed, a channel is free as soon as it is closed itself: so {@code cancel} then closes
 * it, if its owner hasn't yet, and calls {@code flushed} at once.
 *
 * <p>A selector that returns again and again without cause (there were and are kernels and JDKs that do it) is replaced
 * by a new one; channels and their owners don't notice.
 */
public final class NioPoller implements ChannelPoller {
    private static final Logger LOG = LoggerFactory.getLogger(NioPoller.class);
    private static final int POLLED = Ready.READ | Ready.WRITE | Ready.CONNECT | Ready.ACCEPT;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int SUSPECTS_NAMED = 8;

    private final SelectorProvider provider;
    private final Consumer<SelectionKey> dispatch = NioPoller::dispatch;
    private final SpinGuard guard = new SpinGuard();
    private final Flushes flushes = new Flushes();
    /** Of all that is watched; the selector's own set is empty as soon as it is closed. */
    private final Ring watched = new Ring();
    private volatile Selector selector;
    private volatile long rebuilds;

    /**
     * A poller on the platform's default selector.
     *
     * @throws UncheckedIOException if none can be opened, usually because descriptors have run out
     */
    public NioPoller() {
        this(SelectorProvider.provider());
    }

    /**
     * A poller on a selector of the given provider.
     *
     * @param provider is asked for a selector now, and again whenever that has to be replaced
     * @throws UncheckedIOException if it gives none now
     */
    public NioPoller(SelectorProvider provider) {
        this.provider = Objects.requireNonNull(provider, "provider");
        try {
            selector = provider.openSelector();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector can be opened", e);
        }
    }

    /** What this poller can watch: the {@code source()} of a handle. */
    @FunctionalInterface
    public interface Source {
        /**
         * The channel to watch.
         *
         * @return a channel in non-blocking mode, the same one at each call
         */
        SelectableChannel channel();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if this poller watches the channel already, or did so until a moment ago and has
     *         not flushed it yet
     */
    @Override
    public Registration register(Object source, Signal signal) throws IOException {
        Objects.requireNonNull(signal, "signal");
        if (!(source instanceof Source nio)) {
            throw new IllegalArgumentException("source is no NioPoller.Source: " + source);
        }
        if (!selector.isOpen()) { // not every provider's selector refuses by itself
            throw new IOException("the poller is closed");
        }
        SelectableChannel channel = nio.channel();
        if (channel.keyFor(selector) != null) {
            throw new IllegalStateException("registered already: " + channel);
        }
        try {
            return new Watch(channel, signal);
        } catch (IllegalSelectorException | UnsupportedOperationException | ClassCastException e) {
            throw new IllegalArgumentException("a selector of " + selector.provider().getClass().getName()
                + " can't watch a channel of " + channel.provider().getClass().getName() + ": " + channel, e);
        }
    }

    // ---- polling ----

    @Override
    public int poll(long timeoutNanos) throws IOException {
        int due = flushes.count();
        int raised = select(due > 0 ? 0 : timeoutNanos);
        flushes.run(due);
        return raised;
    }

    private int select(long timeoutNanos) throws IOException {
        try {
            return timeoutNanos == 0 ? selectNow() : selectBlocking(timeoutNanos);
        } catch (RuntimeException e) {
            throw new IOException("the selector is broken", e);
        }
    }

    private int selectNow() throws IOException {
        int raised = selector.selectNow(dispatch);
        guard.takeWakeUp();
        return raised;
    }

    private int selectBlocking(long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        int raised = timeoutNanos < 0 ? selector.select(dispatch) : selector.select(dispatch, millis(timeoutNanos));
        return guard.spins(raised, start, timeoutNanos) ? rebuild() : raised;
    }

    /** Rounded up: a loop that woke too early for its timer would only poll again, and 0 would mean for ever. */
    private static long millis(long nanos) {
        return (nanos - 1) / NANOS_PER_MILLI + 1;
    }

    /** Runs inside the select, and must not throw: the rest of the batch would be lost. */
    private static void dispatch(SelectionKey key) {
        try {
            ((Watch) key.attachment()).raise();
        } catch (CancelledKeyException e) {
            LOG.debug("{} was closed before it could be told that it is ready", key.channel());
        } catch (Throwable e) {
            LOG.error("the signal of {} failed", key.channel(), e);
        }
    }

    @Override
    public void wakeUp() {
        guard.wakeUp();
        selector.wakeup();
    }

    /** A wake-up that still goes to the old selector is lost, but then this poll was not over yet, and is now. */
    private int rebuild() throws IOException {
        Selector old = selector;
        try {
            selector = provider.openSelector();
        } catch (IOException e) {
            LOG.warn("a selector spins, and there is no other to replace it", e);
            return 0;
        }
        for (Ring at = watched.next(); at != watched; at = at.next()) {
            if (at instanceof Watch watch && watch.state == State.WATCHED) {
                watch.move();
            }
        }
        CloseHelper.close(NioPoller::notClosed, old);
        rebuilds++;
        int raised = selectNow();
        LOG.warn("replaced a selector that {} times in a row returned too early and with nothing; suspects: {}",
            SpinGuard.LIMIT, suspects());
        return raised;
    }

    private List<SelectionKey> suspects() {
        List<SelectionKey> found = new ArrayList<>();
        for (Ring at = watched.next(); at != watched && found.size() < SUSPECTS_NAMED; at = at.next()) {
            if (at instanceof Watch watch && watch.isSuspect()) {
                found.add(watch.key);
            }
        }
        return found;
    }

    @Override
    public long wakeUps() {
        return guard.wakeUps();
    }

    /**
     * How often a selector was replaced because it spun: after anything but 0 the log is worth a look. Any thread.
     *
     * @return a count that only grows
     */
    public long rebuilds() {
        return rebuilds;
    }

    /** Raises {@link Ready#LOST} for all that is watched, lets go of it, and calls back those that were cancelled. */
    @Override
    public void close() {
        while (watched.next() != watched) {
            ((Watch) watched.next()).lose();
        }
        CloseHelper.close(NioPoller::notClosed, selector);
        flushes.runAll();
    }

    private static void notClosed(Throwable cause) {
        LOG.warn("a poller failed to close something", cause);
    }

    @Override
    public void raiseAll(int bits) {
        for (Ring at = watched.next(); at != watched; at = at.next()) {
            // One that has left the ring since, by a signal before it, may still be on the way.
            if (at instanceof Watch watch && watch.state == State.WATCHED) {
                Flushes.call(() -> watch.signal.raise(bits));
            }
        }
    }

    private enum State { WATCHED, CANCELLED, LOST }

    /** A channel under watch; its key's attachment. */
    private final class Watch extends Ring implements Registration {
        private final Signal signal;
        private SelectionKey key;
        private int interest;
        private State state = State.WATCHED;

        Watch(SelectableChannel channel, Signal signal) throws IOException {
            this.signal = signal;
            key = channel.register(selector, 0, this);
            enter(watched);
        }

        /** Asks for its own state first, since it may have been cancelled earlier in the same batch. */
        void raise() {
            if (state == State.WATCHED) {
                signal.raise(key.readyOps());
            }
        }

        @Override
        public void interest(int bits) {
            int wanted = bits & POLLED;
            if (wanted != interest && state == State.WATCHED && key.isValid()) {
                key.interestOps(wanted);
                interest = wanted;
            }
        }

        @Override
        public void cancel(Runnable flushed) {
            Objects.requireNonNull(flushed, "flushed");
            if (state == State.CANCELLED) {
                throw new IllegalStateException("cancelled already: " + key.channel());
            }
            end(State.CANCELLED);
            key.cancel();
            if (selector.isOpen()) {
                flushes.add(flushed);
            } else {
                CloseHelper.close(NioPoller::notClosed, key.channel());
                Flushes.call(flushed);
            }
        }

        void lose() {
            end(State.LOST);
            Flushes.call(() -> signal.raise(Ready.LOST));
        }

        private void end(State last) {
            if (state == State.WATCHED) {
                leave();
            }
            state = last;
        }

        /** From a selector that spins to the new one. */
        void move() {
            try {
                key = key.channel().register(selector, interest, this);
            } catch (IOException | RuntimeException e) {
                LOG.debug("{} is closed, but was not cancelled", key.channel(), e);
                lose();
            }
        }

        /** Ready, and the old selector didn't say so; or watched for CONNECT, on which any spins once connected. */
        boolean isSuspect() {
            return key.isValid() && (key.readyOps() != 0 || (interest & Ready.CONNECT) != 0);
        }
    }
}
