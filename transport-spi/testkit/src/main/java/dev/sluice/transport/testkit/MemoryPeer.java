package dev.sluice.transport.testkit;

import dev.sluice.io.ByteString;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Ready;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A peer on a stream in memory. */
public final class MemoryPeer implements Peer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final MemoryStream stream;

    /**
     * A peer.
     *
     * @param stream is the peer's now; no poller watches it
     */
    public MemoryPeer(MemoryStream stream) {
        this.stream = stream;
        stream.watch(this::changed);
    }

    private void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(ByteString data) throws IOException {
        ByteBuffer rest = data.asByteBuffer();
        while (rest.hasRemaining()) {
            await(Ready.WRITE);
            stream.write(rest);
        }
    }

    @Override
    public ByteString receive(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        boolean goesOn = length > 0;
        while (goesOn) {
            await(Ready.READ);
            goesOn = stream.read(bytes) >= 0 && bytes.hasRemaining();
        }
        return ByteString.copyOf(bytes.flip());
    }

    private void await(int bit) throws IOException {
        lock.lock();
        try {
            long left = Probe.PATIENCE.toNanos();
            while ((stream.ready() & (bit | Ready.CONNECT)) == Ready.CONNECT) {
                left = changed.awaitNanos(left);
                requireTime(left);
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

    @Override
    public void endOutput() throws IOException {
        stream.endOutput();
    }

    @Override
    public void reset() {
        stream.abort();
        stream.close();
    }

    @Override
    public void close() {
        stream.close();
        changed();
    }
}
