package dev.sluice.transport.testkit;

import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** Listens in memory: clients come by {@link #connect}, from any thread. Watched by a {@link MemoryPoller}. */
public final class MemoryListener implements ListenerHandle, MemoryPoller.Source {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<MemoryStream> waiting = new ArrayDeque<>();
    private final MemoryAddress local;
    private final int backlog;
    private final int capacity;
    private int clients;
    private boolean closed;
    private volatile Runnable changed;

    /**
     * Listens.
     *
     * @param local what it calls itself
     * @param backlog how many clients may wait to be accepted
     * @param capacity how many bytes each direction of a connection holds
     */
    public MemoryListener(MemoryAddress local, int backlog, int capacity) {
        this.local = local;
        this.backlog = backlog;
        this.capacity = capacity;
    }

    /**
     * Connects to this listener. Any thread.
     *
     * @return the client's end, open; the other one waits to be accepted
     * @throws ConnectException if this listens no more, or too many wait
     */
    public MemoryStream connect() throws ConnectException {
        MemoryStream client = enter();
        tellChange();
        return client;
    }

    private MemoryStream enter() throws ConnectException {
        lock.lock();
        try {
            if (closed || waiting.size() >= backlog) {
                throw new ConnectException((closed ? "nobody listens at " : "too many wait at ") + local);
            }
            MemoryAddress from = new MemoryAddress(local.name() + "-client-" + ++clients);
            MemoryStream.Pair pair = MemoryStream.pair(capacity, from, local);
            waiting.add(pair.right());
            return pair.left();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many clients wait to be accepted. Any thread.
     *
     * @return a count
     */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int ready() {
        return waiting() == 0 ? 0 : Ready.ACCEPT;
    }

    @Override
    public void watch(Runnable whenChanged) {
        changed = whenChanged;
    }

    private void tellChange() {
        Runnable watcher = changed;
        if (watcher != null) {
            watcher.run();
        }
    }

    @Override
    public StreamHandle accept() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Those who wait are reset. */
    @Override
    public void close() {
        for (MemoryStream left : leave()) {
            left.abort();
            left.close();
        }
    }

    private List<MemoryStream> leave() {
        lock.lock();
        try {
            closed = true;
            List<MemoryStream> left = new ArrayList<>(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Object source() {
        return this;
    }

    @Override
    public MemoryAddress localAddress() {
        return local;
    }

    @Override
    public String toString() {
        return "MemoryListener " + local;
    }
}
