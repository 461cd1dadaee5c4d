package dev.sluice.transport;

import dev.sluice.io.Connection.WriteFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file, a part of which is to be written. It is opened and read ahead on threads that may wait for a disk; the loop takes
 * only what has been read ahead.
 */
abstract sealed class FileSource permits KernelFile, CopiedFile {
    private static final Logger LOG = LoggerFactory.getLogger(FileSource.class);

    private final WriteFile command;
    private final SeekableByteChannel file;
    /** Behind the last byte that is to be written. */
    private long end;

    FileSource(WriteFile command, SeekableByteChannel file) {
        this.command = command;
        this.file = file;
    }

    // ---- on threads that may wait ----

    static FileSource open(WriteFile command) throws IOException {
        Path path = command.path();
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(path.toString(), null, "is no regular file");
        }
        FileSource source = path.getFileSystem() == FileSystems.getDefault()
            ? new KernelFile(command, FileChannel.open(path, StandardOpenOption.READ))
            : new CopiedFile(command, Files.newByteChannel(path, StandardOpenOption.READ));
        try {
            source.measure();
            return source;
        } catch (Throwable e) {
            source.close();
            throw e;
        }
    }

    private void measure() throws IOException {
        long size = file.size();
        long left = size - command.position();
        long count = takesAll() ? left : command.count();
        if (left < 0 || count > left) {
            throw new EOFException(command.path() + " has " + size + " bytes: fewer than " + command.position()
                + (takesAll() ? "" : " + " + count));
        }
        end = command.position() + count;
    }

    /** Whether what has been read ahead lies in this process. */
    boolean takesMemory() {
        return false;
    }

    /** How many bytes are read ahead at a time. */
    abstract int chunk();

    /** Brings a part into memory; they come one after the other. */
    abstract void readAhead(long from, long to) throws IOException;

    /** Reads from a position on until the buffer is full. */
    final void fill(ByteBuffer buffer, long position) throws IOException {
        file.position(position);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw truncated(file.size());
            }
        }
    }

    // ---- on the loop ----

    /** How much one write may take from a position on, given what has been read ahead. */
    abstract long offered(long position, long read);

    /** Writes what the handle takes now. */
    abstract long write(StreamHandle handle, long position, long count, ByteBuffer scratch) throws IOException;

    /** Must hold when the handle took nothing, or else the file has lost what is to be written. */
    abstract void requireLongEnough() throws IOException;

    /** Must hold when all is written. */
    abstract void requireNotGrown() throws IOException;

    /** Closes without waiting. */
    abstract void closeSoon();

    // ---- on either ----

    final long end() {
        return end;
    }

    /** The size is what it was when the end of it was sought. */
    final boolean takesAll() {
        return command.count() == WriteFile.TO_THE_END;
    }

    final void requireNotGrown(long size) throws IOException {
        if (takesAll() && size > end) {
            throw new IOException(command.path() + " has grown from " + end + " to " + size + " bytes meanwhile");
        }
    }

    final IOException truncated(long size) {
        return new EOFException(command.path() + " was truncated to " + size + " bytes, but is written up to " + end);
    }

    final void close() {
        try {
            file.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} was not closed in order", command.path(), e);
        }
    }
}
