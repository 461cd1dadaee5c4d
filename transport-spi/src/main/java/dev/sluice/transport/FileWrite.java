package dev.sluice.transport;

import dev.sluice.io.Connection.WriteFile;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file on its way out. All that may wait for a disk is done on threads of its own, one at a time: there it is opened and checked,
 * and read ahead, one part while the one before it leaves. Whoever reads while it is closed, closes it then.
 */
final class FileWrite {
    private static final int IDLE = 0;
    private static final int READING = 1;
    private static final int CLOSED = 2;

    /** How far the reader has come: the source is null until it is open. */
    private record Progress(FileSource source, long read, Exception failure) {}

    private final WriteFile command;
    private final Signal reader;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile Progress progress;
    /** What leaves next; this and the others below are the loop's. */
    private long position;
    private boolean blocked;
    private Exception changed;

    /**
     * A file that is not open yet.
     *
     * @param reader raised when something has been read, or can't be
     */
    FileWrite(WriteFile command, Signal reader) {
        this.command = command;
        this.reader = reader;
        this.position = command.position();
        this.progress = new Progress(null, position, null);
    }

    // ---- on the loop ----

    WriteFile command() {
        return command;
    }

    /** Reads on elsewhere, unless enough has been read. */
    void readOn() {
        if (state.get() == IDLE && wantsMore(progress)) {
            state.set(READING);
            Thread.ofVirtual().name("file reader").start(this::read);
        }
    }

    private boolean wantsMore(Progress now) {
        return now.source == null
            ? now.failure == null
            : now.read < now.source.end() && now.read - position <= now.source.chunk();
    }

    /** It is open, or can't be opened. */
    boolean isTried() {
        Progress now = progress;
        return now.source != null || now.failure != null;
    }

    /** What is wrong with the file; null = nothing so far. */
    Exception failure() {
        return changed == null ? progress.failure : changed;
    }

    /** Writes what the handle takes of what has been read, and gives how much that was. The file must be open. */
    long write(StreamHandle handle, ByteBuffer scratch) throws IOException {
        FileSource source = progress.source;
        long offered = offered();
        long written = offered == 0 ? 0 : source.write(handle, position, offered, scratch);
        position += written;
        blocked = written < offered;
        requireUnchanged(source, written == 0 && blocked);
        return written;
    }

    private long offered() {
        Progress now = progress;
        return now.source.offered(position, now.read);
    }

    private void requireUnchanged(FileSource source, boolean tookNothing) {
        try {
            if (tookNothing) {
                source.requireLongEnough();
            } else if (isWhole()) {
                source.requireNotGrown();
            }
        } catch (IOException e) {
            changed = e;
        }
    }

    boolean isWhole() {
        return position == progress.source.end();
    }

    /** Why not more was written. */
    WriteQueue.Left left() {
        if (blocked) {
            return WriteQueue.Left.BLOCKED;
        }
        return offered() == 0 ? WriteQueue.Left.UNREAD : WriteQueue.Left.NOTHING;
    }

    void close() {
        boolean isIdle = state.getAndSet(CLOSED) == IDLE; // asked first: its reader may be about to open it
        FileSource source = progress.source;
        if (isIdle && source != null) {
            source.closeSoon();
        }
    }

    // ---- on a thread that may wait ----

    private void read() {
        Progress now = readFrom(progress);
        progress = now;
        if (!state.compareAndSet(READING, IDLE) && now.source != null) {
            now.source.close();
        }
        reader.raise(ConnectionEnd.FILE);
    }

    private Progress readFrom(Progress before) {
        FileSource source = before.source;
        try {
            if (source == null) {
                source = FileSource.open(command);
                if (source.takesMemory()) {
                    return new Progress(source, before.read, null); // many may be open before their turn
                }
            }
            long to = Math.min(source.end(), before.read + source.chunk());
            source.readAhead(before.read, to);
            return new Progress(source, to, null);
        } catch (Exception e) {
            return new Progress(source, before.read, e);
        } catch (Throwable e) {
            return new Progress(source, before.read, new IOException(command.path() + " can't be read", e));
        }
    }
}
