package dev.sluice.transport.testkit;

import dev.sluice.transport.FilterListener;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;

/** A listener that runs out of descriptors, or so it says. Whoever waits there goes on waiting. */
public final class FaultyListener extends FilterListener {
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
        super(handle);
        this.at = at;
        this.times = times;
    }

    @Override
    public StreamHandle accept() throws IOException {
        calls++;
        if (calls >= at && calls - at < times) {
            throw new IOException("Too many open files, on purpose");
        }
        return inner.accept();
    }

    @Override
    public String toString() {
        return "faulty " + inner;
    }
}
