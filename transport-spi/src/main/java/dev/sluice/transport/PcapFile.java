package dev.sluice.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A capture file in the classic format. Loops fill one buffer while a thread writes the other: whoever adds a packet waits at most until
 * somebody else's is copied.
 */
final class PcapFile implements AutoCloseable {
    /** Stamps are in microseconds; by the order of its bytes a reader knows that of all numbers. */
    private static final int MAGIC = 0xa1b2c3d4;
    private static final short MAJOR = 2;
    private static final short MINOR = 4;
    /** Packets begin with their IP header. */
    private static final int LINKTYPE_RAW = 101;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final Logger LOG = LoggerFactory.getLogger(PcapTap.class);

    private final WritableByteChannel channel;
    private final int snapLength;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Under the lock:
    private ByteBuffer filling;
    private boolean isClosed;
    private long dropped;
    private Exception failure;
    /** The writer's alone. */
    private ByteBuffer written;

    PcapFile(WritableByteChannel channel, int snapLength, int buffer) throws IOException {
        this.channel = channel;
        this.snapLength = snapLength;
        this.filling = ByteBuffer.allocateDirect(buffer);
        this.written = ByteBuffer.allocateDirect(buffer);
        writeAll(header());
        this.writer = Thread.ofPlatform().daemon().name("pcap writer").start(this::write);
    }

    private ByteBuffer header() {
        return ByteBuffer.allocate(FILE_HEADER).putInt(MAGIC).putShort(MAJOR).putShort(MINOR).putInt(0).putInt(0)
            .putInt(snapLength).putInt(LINKTYPE_RAW).flip();
    }

    // ---- on any loop ----

    /** Stamped under the lock, so that the file is in the order of time. */
    void add(TcpPacket packet) {
        int kept = Math.min(packet.length(), snapLength);
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (failure != null || filling.remaining() < RECORD_HEADER + kept) {
                dropped++;
                return;
            }
            Instant now = Instant.now();
            filling.putInt((int) now.getEpochSecond()).putInt(now.getNano() / 1000).putInt(kept)
                .putInt(packet.length());
            packet.encode(filling, kept);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    // ---- on the writer's thread ----

    private void write() {
        try (channel) {
            while (swap()) {
                fillInChecksums(written);
                writeAll(written);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("a capture file could not be written to its end", e);
            failed(e);
        }
    }

    /** False: it is closed, and nothing is left. */
    private boolean swap() {
        lock.lock();
        try {
            while (filling.position() == 0 && !isClosed) {
                changed.awaitUninterruptibly();
            }
            ByteBuffer full = filling.flip();
            filling = written.clear();
            written = full;
            return full.hasRemaining();
        } finally {
            lock.unlock();
        }
    }

    private static void fillInChecksums(ByteBuffer records) {
        int at = 0;
        while (at < records.limit()) {
            int kept = records.getInt(at + 8);
            boolean isWhole = kept == records.getInt(at + 12);
            TcpPacket.fillInChecksums(records.slice(at + RECORD_HEADER, kept), isWhole);
            at += RECORD_HEADER + kept;
        }
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void failed(Exception cause) {
        lock.lock();
        try {
            failure = cause;
        } finally {
            lock.unlock();
        }
    }

    // ---- the end ----

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        awaitWriter();
        if (failure != null) {
            throw new IOException("a capture file could not be written to its end", failure);
        }
    }

    private void awaitWriter() throws InterruptedIOException {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the capture file is still being written");
        }
    }
}
