package dev.sluice.transport;

import dev.sluice.io.Connection.WriteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file of the machine: reading ahead brings it into the page cache, and from there the kernel moves it. */
final class KernelFile extends FileSource {
    private static final int CHUNK = 1 << 20;
    /** So little that it stays in the processor's nearest cache, since nobody wants it. */
    private static final int READ = 1 << 14;

    private final FileChannel file;

    KernelFile(WriteFile command, FileChannel file) {
        super(command, file);
        this.file = file;
    }

    @Override
    int chunk() {
        return CHUNK;
    }

    /** What is read isn't used: it counts only that the kernel has it. */
    @Override
    void readAhead(long from, long to) throws IOException {
        ByteBuffer unused = ByteBuffer.allocate((int) Math.min(READ, to - from));
        for (long at = from; at < to; at += unused.limit()) {
            unused.clear().limit((int) Math.min(READ, to - at));
            fill(unused, at);
        }
    }

    /** Not more than a handle that copies can take at once: then a short write means that it is blocked. */
    @Override
    long offered(long position, long read) {
        return Math.min(read - position, Buffers.SEND_BYTES);
    }

    @Override
    long write(StreamHandle handle, long position, long count, ByteBuffer scratch) throws IOException {
        return handle.transferFrom(file, position, count, scratch);
    }

    @Override
    void requireLongEnough() throws IOException {
        long size = file.size();
        if (size < end()) {
            throw truncated(size);
        }
    }

    @Override
    void requireNotGrown() throws IOException {
        if (takesAll()) {
            requireNotGrown(file.size());
        }
    }

    @Override
    void closeSoon() {
        close();
    }
}
