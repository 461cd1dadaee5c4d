package dev.sluice.transport.testkit;

import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One end of a byte stream in memory; watched by a {@link MemoryPoller}. The two ends may live on different threads.
 *
 * <p>Its manners are those of TCP, and where TCP may be kind or not, it is not: a reset drops at once whatever was not read, and the
 * close of an end that has unread input is a reset (RFC 1122, 4.2.2.13). A reset is told once, by a read or a write, whichever comes
 * first; afterwards a read sees the end, as on Linux. Writing to an end that is closed fails, and costs nothing of what that end had
 * sent before.
 */
public final class MemoryStream implements StreamHandle, MemoryPoller.Source {
    private final ReentrantLock lock;
    private final Pipe in;
    private final Pipe out;
    private final MemoryAddress local;
    private final MemoryAddress remote;
    private MemoryStream other;
    private boolean aborts;
    private boolean closed;
    private boolean reset;
    private volatile Runnable changed;

    private MemoryStream(ReentrantLock lock, Pipe in, Pipe out, MemoryAddress local, MemoryAddress remote) {
        this.lock = lock;
        this.in = in;
        this.out = out;
        this.local = local;
        this.remote = remote;
    }

    /**
     * Two ends of one stream.
     *
     * @param left one of them
     * @param right the other
     */
    public record Pair(MemoryStream left, MemoryStream right) {}

    /**
     * Makes a stream.
     *
     * @param capacity how many bytes each direction holds that are written and not read
     * @return its two ends, open
     */
    public static Pair pair(int capacity) {
        return pair(capacity, new MemoryAddress("left"), new MemoryAddress("right"));
    }

    /**
     * Makes a stream between two addresses.
     *
     * @param capacity how many bytes each direction holds that are written and not read
     * @param left where the one end is
     * @param right where the other is
     * @return its two ends, open
     */
    public static Pair pair(int capacity, MemoryAddress left, MemoryAddress right) {
        ReentrantLock lock = new ReentrantLock();
        Pipe there = new Pipe(capacity);
        Pipe back = new Pipe(capacity);
        MemoryStream one = new MemoryStream(lock, back, there, left, right);
        MemoryStream other = new MemoryStream(lock, there, back, right, left);
        one.other = other;
        other.other = one;
        return new Pair(one, other);
    }

    // ---- what the poller sees ----

    @Override
    public int ready() {
        lock.lock();
        try {
            return readiness();
        } finally {
            lock.unlock();
        }
    }

    private int readiness() {
        if (closed) {
            return 0;
        }
        boolean isBroken = reset || other.closed;
        int bits = isBroken || !in.isEmpty() || in.hasEnded() ? Ready.CONNECT | Ready.READ : Ready.CONNECT;
        return isBroken || !out.isFull() ? bits | Ready.WRITE : bits;
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

    // ---- the stream ----

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = locked(() -> take(target));
        if (read > 0) {
            other.tellChange();
        }
        return read;
    }

    private int take(ByteBuffer target) throws IOException {
        requireWhole();
        int read = in.take(target);
        return read == 0 && target.hasRemaining() && in.hasEnded() ? -1 : read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = locked(() -> put(source));
        if (written > 0) {
            other.tellChange();
        }
        return written;
    }

    private int put(ByteBuffer source) throws IOException {
        requireWhole();
        if (out.hasEnded() || other.closed) {
            throw new IOException(other.closed ? "broken pipe: the peer has closed" : "the output has ended");
        }
        return out.put(source);
    }

    private void requireWhole() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (reset) {
            reset = false;
            throw new IOException("reset by the peer");
        }
    }

    @Override
    public boolean endOutput() throws IOException {
        locked(() -> {
            requireWhole();
            out.end();
            return 0;
        });
        other.tellChange();
        return true;
    }

    /** How many bytes the other end has sent that were not read here. Any thread. */
    int unread() {
        lock.lock();
        try {
            return in.size();
        } finally {
            lock.unlock();
        }
    }

    // ---- the end ----

    @Override
    public void abort() {
        lock.lock();
        try {
            aborts = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                end();
            }
        } finally {
            lock.unlock();
        }
        other.tellChange();
    }

    private void end() {
        closed = true;
        if (aborts || !in.isEmpty()) {
            out.clear();
            other.reset = true;
        }
        in.clear();
        out.end();
    }

    private interface Step {
        int run() throws IOException;
    }

    private int locked(Step step) throws IOException {
        lock.lock();
        try {
            return step.run();
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
    public MemoryAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "MemoryStream " + local + " - " + remote;
    }
}
