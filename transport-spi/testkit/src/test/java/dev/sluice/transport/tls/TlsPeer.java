package dev.sluice.transport.tls;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.MemoryStream;
import dev.sluice.transport.testkit.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A peer that speaks TLS on a stream in memory. It shakes hands by itself. */
final class TlsPeer implements Peer {
    private interface Step {
        boolean isDone() throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountingStream below;
    private final StreamHandle handle;
    /** What a client has got while it waited for what a server says first. */
    private final ByteBuffer ahead = ByteBuffer.allocate(1).limit(0);
    private final boolean isServer;
    private boolean closing;
    private volatile IOException failure;
    private long changes;

    TlsPeer(MemoryStream stream, Tls tls, boolean isServer) throws IOException {
        this.isServer = isServer;
        below = new CountingStream(stream);
        handle = tls.tasksOn(Runnable::run).wrap(below);
        stream.watch(this::change);
        Thread.ofVirtual().start(this::shakeHands);
    }

    private void change() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until it is done, and calls it again whenever something has changed. */
    private void await(Step step) throws IOException {
        lock.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            long left = Probe.PATIENCE.toNanos();
            for (long seen = changes; !(handle.open() && step.isDone()); seen = changes) {
                while (changes == seen) {
                    left = changed.awaitNanos(left);
                    requireTime(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private static void requireTime(long left) throws SocketTimeoutException {
        if (left <= 0) {
            throw new SocketTimeoutException("nothing has moved for " + Probe.PATIENCE);
        }
    }

    private void shakeHands() {
        try {
            await(() -> true);
        } catch (IOException e) {
            // whoever uses it meets that too
        }
    }

    /**
     * Waits until the other end is open. If that is a server, it has ended the handshake when it has said something more, if it is only a
     * ticket: who closes before that breaks it.
     */
    void awaitOpen() {
        try {
            await(() -> true);
            long before = below.read();
            await(() -> isServer || hasHeardMoreThan(before));
        } catch (IOException e) {
            failure = e; // a reset is told once: the test is told of it when it asks for more
        }
    }

    private boolean hasHeardMoreThan(long before) throws IOException {
        try {
            handle.read(ahead.clear());
        } finally {
            ahead.flip();
        }
        return ahead.hasRemaining() || below.read() > before;
    }

    @Override
    public void send(ByteString data) throws IOException {
        ByteBuffer rest = data.asByteBuffer();
        await(() -> {
            handle.usable(Ready.WRITE);
            handle.write(rest);
            return !rest.hasRemaining();
        });
    }

    @Override
    public ByteString receive(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        await(() -> {
            handle.usable(Ready.WRITE);
            if (bytes.hasRemaining()) {
                bytes.put(ahead.limit(Math.min(ahead.limit(), ahead.position() + bytes.remaining())));
            }
            boolean goesOn = bytes.hasRemaining();
            while (goesOn) {
                int read = handle.read(bytes);
                if (read < 0) {
                    return true;
                }
                goesOn = bytes.hasRemaining() && (read > 0 || handle.hasInput());
            }
            return !bytes.hasRemaining();
        });
        return ByteString.copyOf(bytes.flip());
    }

    @Override
    public void endOutput() throws IOException {
        await(handle::endOutput);
    }

    /**
     * Ends its output, and reads to the other's end on a thread of its own: a stream in memory that is closed earlier would reset, because it
     * has not read a close_notify that is on its way. One that is not open yet closes at once.
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (isOpen() && !closing) {
                closing = true;
                Thread.ofVirtual().start(this::closeInOrder);
            } else if (!closing) {
                handle.close();
            }
        } finally {
            lock.unlock();
        }
        change();
    }

    private boolean isOpen() {
        try {
            return handle.open();
        } catch (IOException e) {
            return false;
        }
    }

    private void closeInOrder() {
        try {
            endOutput();
            receiveToTheEnd();
        } catch (IOException e) {
            // it has ended otherwise
        } finally {
            closeNow();
        }
    }

    private void closeNow() {
        lock.lock();
        try {
            handle.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reset() throws IOException {
        await(() -> true);
        lock.lock();
        try {
            handle.abort();
            handle.close();
        } finally {
            lock.unlock();
        }
    }
}
