package dev.sluice.transport;

import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;

/**
 * A listener that wraps another one and passes everything on to it: to be extended by those who compose, each of which overrides what
 * it changes. What its streams pass through is better said by a {@link Layer}.
 */
public abstract class FilterListener implements ListenerHandle {
    /** What is wrapped. */
    protected final ListenerHandle inner;

    /**
     * Wraps a listener.
     *
     * @param inner belongs to this one from now on
     */
    protected FilterListener(ListenerHandle inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public void attach(Signal signal) {
        inner.attach(signal);
    }

    @Override
    public StreamHandle accept() throws IOException {
        return inner.accept();
    }

    @Override
    public long failures() {
        return inner.failures();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    @Override
    public Object source() {
        return inner.source();
    }

    @Override
    public SocketAddress localAddress() {
        return inner.localAddress();
    }

    @Override
    public SocketOptions.Effective options() {
        return inner.options();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " on " + inner;
    }
}
