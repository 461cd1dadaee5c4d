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
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a poller of this kit watches, and whom it owes a flush: all of a poller but the waiting. A signal may register and cancel as it
 * likes, and what it throws harms nobody else.
 *
 * @param <S> what a channel is registered by
 */
final class WatchList<S> {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelPoller.class);

    private final List<Watch> watched = new ArrayList<>();
    private final Queue<Runnable> flushes = new ArrayDeque<>();
    private final Consumer<? super S> whenCancelled;
    private boolean closed;

    /** Told of each source whose watching was ended by its owner. */
    WatchList(Consumer<? super S> whenCancelled) {
        this.whenCancelled = whenCancelled;
    }

    ChannelPoller.Registration add(S source, Signal signal) throws IOException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(signal, "signal");
        if (closed) {
            throw new IOException("the poller is closed");
        }
        if (watched.stream().anyMatch(watch -> watch.source == source)) {
            throw new IllegalStateException("registered already: " + source);
        }
        Watch watch = new Watch(source, signal);
        watched.add(watch);
        return watch;
    }

    int size() {
        return watched.size();
    }

    /** Throws if it is not watched. */
    int interest(Object source) {
        return watched.stream().filter(watch -> watch.source == source).findFirst()
            .orElseThrow(() -> new IllegalStateException("not watched: " + source)).interest;
    }

    /** Raises what is ready and of interest; returns for how many. */
    int raise(ToIntFunction<? super S> ready) {
        int raised = 0;
        for (Watch watch : List.copyOf(watched)) {
            int bits = watch.state != State.WATCHED || watch.interest == 0
                ? 0
                : watch.interest & ready.applyAsInt(watch.source);
            if (bits != 0) {
                watch.raise(bits);
                raised++;
            }
        }
        return raised;
    }

    void raiseAll(int bits) {
        for (Watch watch : List.copyOf(watched)) {
            if (watch.state == State.WATCHED) {
                watch.raise(bits);
            }
        }
    }

    /** Calls those that are due now, and not those that come meanwhile; true if there were any. */
    boolean flush() {
        int due = flushes.size();
        for (int i = 0; i < due; i++) {
            call(flushes.remove());
        }
        return due > 0;
    }

    void close() {
        closed = true;
        while (!watched.isEmpty()) {
            Watch lost = watched.removeFirst();
            lost.state = State.LOST;
            lost.raise(Ready.LOST);
        }
        while (!flushes.isEmpty()) {
            flush();
        }
    }

    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            LOG.error("a poller goes on after a callback failed", e);
        }
    }

    private enum State {
        WATCHED, LOST, CANCELLED
    }

    private final class Watch implements ChannelPoller.Registration {
        private final S source;
        private final Signal signal;
        private int interest;
        private State state = State.WATCHED;

        Watch(S source, Signal signal) {
            this.source = source;
            this.signal = signal;
        }

        void raise(int bits) {
            call(() -> signal.raise(bits));
        }

        @Override
        public void interest(int bits) {
            interest = bits;
        }

        @Override
        public void cancel(Runnable flushed) {
            Objects.requireNonNull(flushed, "flushed");
            if (state == State.CANCELLED) {
                throw new IllegalStateException("cancelled already: " + source);
            }
            state = State.CANCELLED;
            watched.remove(this);
            whenCancelled.accept(source);
            if (closed) {
                call(flushed);
            } else {
                flushes.add(flushed);
            }
        }
    }
}
