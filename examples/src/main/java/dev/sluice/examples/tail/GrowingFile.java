package dev.sluice.examples.tail;

import dev.sluice.actor.Owned;
import dev.sluice.io.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file, or the lack of one, that is read as far as it goes, again and again. It blocks, and is for one thread at a time. A file that
 * was renamed is read to its end before the one that took its place; one that was truncated and has grown again between two looks can't be
 * told from one that has only grown.
 */
final class GrowingFile {
    private static final int MOST = 64 << 10;

    private final Path path;
    private boolean fromStart;
    /** Null as long as there is no such file. */
    private FileChannel channel;
    private Object key;
    private long position;

    GrowingFile(Path path, boolean fromStart) {
        this.path = path;
        this.fromStart = fromStart;
    }

    // tag::owned[]
    /** What was found, and the file itself, which is the receiver's again. If nobody receives it, it is closed. */
    record Look(GrowingFile file, ByteString data, boolean startsOver) implements Owned {
        @Override
        public void discard() {
            file.close();
        }
    }
    // end::owned[]

    /** Looks once. What it throws is the end of it: then it is closed. */
    Look look() throws IOException {
        try {
            if (channel == null && !open()) {
                fromStart = true; // who waits for it wants all of it
                return found(ByteString.empty(), false);
            }
            return read();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private Look found(ByteString data, boolean startsOver) {
        return new Look(this, data, startsOver);
    }

    private boolean open() throws IOException {
        try {
            Object before = key(path);
            channel = FileChannel.open(path);
            key = key(path);
            if (!key.equals(before)) {
                close(); // which of the two was opened?
                return false;
            }
        } catch (NoSuchFileException e) {
            close();
            return false;
        }
        position = fromStart ? 0 : channel.size();
        fromStart = true;
        return true;
    }

    /** To open a pipe would wait for somebody who writes. */
    private static Object key(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException("it is no regular file");
        }
        return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
    }

    /** Who has taken its place is asked first, so that all that was written before is read. */
    private Look read() throws IOException {
        boolean isReplaced = isReplaced();
        ByteBuffer buffer = ByteBuffer.allocate(MOST);
        int read = channel.read(buffer, position);
        if (read > 0) {
            position += read;
            return found(ByteString.copyOf(buffer.flip()), false);
        }
        if (isReplaced) {
            close();
            return found(ByteString.empty(), true);
        }
        boolean isTruncated = channel.size() < position;
        position = isTruncated ? 0 : position;
        return found(ByteString.empty(), isTruncated);
    }

    /** As long as there is no other, this one goes on. */
    private boolean isReplaced() throws IOException {
        try {
            return !key.equals(key(path));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    void close() {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            channel = null;
        }
    }
}
