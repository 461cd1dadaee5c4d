package dev.sluice.transport;

import dev.sluice.io.Endpoint;
import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A handle that wraps another one and passes everything on to it: to be extended by those who compose, each of which overrides what
 * it changes.
 *
 * <p>One that knows commands of its own overrides {@link #on}, and passes on what it doesn't know. One that must see or change what is
 * carried overrides {@link #receive} and {@link #send}; if it keeps datagrams of its own, {@link #hasInput} and {@link #watched} too.
 */
public abstract class FilterDatagram implements DatagramHandle {
    /** What is wrapped. */
    protected final DatagramHandle inner;

    /**
     * Wraps a handle.
     *
     * @param inner belongs to this one from now on
     */
    protected FilterDatagram(DatagramHandle inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    @Override
    public void attach(Signal signal) {
        inner.attach(signal);
    }

    @Override
    public int receive(ByteBuffer scratch, int longest, int count, Receiver receiver) throws IOException {
        return inner.receive(scratch, longest, count, receiver);
    }

    @Override
    public int send(Batch batch) throws IOException {
        return inner.send(batch);
    }

    @Override
    public boolean on(Endpoint.Extension command, Consumer<? super Endpoint.Event> handler) throws IOException {
        return inner.on(command, handler);
    }

    @Override
    public int watched(int wanted) {
        return inner.watched(wanted);
    }

    @Override
    public boolean hasInput() {
        return inner.hasInput();
    }

    @Override
    public long dropped() {
        return inner.dropped();
    }

    @Override
    public SocketOptions.Effective options() {
        return inner.options();
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
    public SocketAddress remoteAddress() {
        return inner.remoteAddress();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " on " + inner;
    }
}
