package dev.sluice.transport;

import dev.sluice.io.Connection.WriteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A file of which the kernel knows nothing, as in an archive or in memory: what is read ahead is what is written. */
final class CopiedFile extends FileSource {
    private static final int CHUNK = 1 << 18;

    private final SeekableByteChannel file;
    /** One leaves while the next is read. */
    private final Queue<ByteBuffer> chunks = new ConcurrentLinkedQueue<>();
    private volatile long sizeAtTheEnd;

    CopiedFile(WriteFile command, SeekableByteChannel file) {
        super(command, file);
        this.file = file;
    }

    @Override
    boolean takesMemory() {
        return true;
    }

    @Override
    int chunk() {
        return CHUNK;
    }

    @Override
    void readAhead(long from, long to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) (to - from));
        fill(chunk, from);
        sizeAtTheEnd = file.size();
        chunks.add(chunk.flip());
    }

    @Override
    long offered(long position, long read) {
        ByteBuffer chunk = chunks.peek();
        return chunk == null ? 0 : Math.min(chunk.remaining(), Buffers.SEND_BYTES);
    }

    @Override
    long write(StreamHandle handle, long position, long count, ByteBuffer scratch) throws IOException {
        ByteBuffer chunk = chunks.element();
        scratch.clear().put(0, chunk, chunk.position(), (int) count).limit((int) count);
        int written = handle.write(scratch);
        chunk.position(chunk.position() + written);
        if (!chunk.hasRemaining()) {
            chunks.remove();
        }
        return written;
    }

    /** What has been read stays. */
    @Override
    void requireLongEnough() {}

    @Override
    void requireNotGrown() throws IOException {
        requireNotGrown(sizeAtTheEnd);
    }

    /** It might wait for what it lies in. */
    @Override
    void closeSoon() {
        Thread.ofVirtual().name("file closer").start(this::close);
    }
}
