package dev.sluice.transport.testkit;

import dev.sluice.io.SocketOptions;
import dev.sluice.loop.Signal;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;

/** A listener that runs out of descriptors, or so it says. Whoever waits there goes on waiting. */
public final class FaultyListener implements ListenerHandle {
    private final ListenerHandle handle;
    private final int at;
    private final int times;
    private int calls;

    /**
     * Wraps a listener.
     *
     * @param handle belongs to this one from now on, which closes it
     * @param at at the how manieth call {@code accept} fails first, from 1 on
     * @param times how often it fails in a row
     */
    public FaultyListener(ListenerHandle handle, int at, int times) {
        this.handle = Objects.requireNonNull(handle, "handle");
        this.at = at;
        this.times = times;
    }

    @Override
    public void attach(Signal signal) {
        handle.attach(signal);
    }

    @Override
    public StreamHandle accept() throws IOException {
        calls++;
        if (calls >= at && calls - at < times) {
            throw new IOException("Too many open files, on purpose");
        }
        return handle.accept();
    }

    @Override
    public long failures() {
        return handle.failures();
    }

    @Override
    public SocketOptions.Effective options() {
        return handle.options();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }

    @Override
    public Object source() {
        return handle.source();
    }

    @Override
    public SocketAddress localAddress() {
        return handle.localAddress();
    }

    @Override
    public String toString() {
        return "faulty " + handle;
    }
}
