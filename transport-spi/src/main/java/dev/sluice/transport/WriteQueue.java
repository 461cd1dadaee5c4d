package dev.sluice.transport;

import dev.sluice.io.Connection.Ack;
import dev.sluice.io.Connection.Write;
import dev.sluice.io.Connection.WriteCommand;
import dev.sluice.io.Connection.WriteFile;
import dev.sluice.io.Connection.WriteLease;
import dev.sluice.io.Lease;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes that wait for the kernel, in order. Bytes on the heap are copied together into the loop's send buffer and leave in one
 * system call, large ones in slices of its size; leases leave from where they are; of files, what has been read ahead.
 */
final class WriteQueue {
    /** What a flush has left to do. */
    enum Left {
        NOTHING,
        /** The kernel takes no more, or others have their turn: go on when {@link Ready#WRITE} is ready. */
        BLOCKED,
        /** A file is not read yet: go on when its reader has raised {@link ConnectionEnd#FILE}. */
        UNREAD
    }

    /** What a queued write costs beside its data, so that many tiny ones count for what they take. */
    static final int OVERHEAD = 64;

    /** So many times the handle is written to in one turn; then others have theirs. */
    private static final int WRITES_PER_TURN = 16;

    /** Write, LeaseWrite and FileWrite; and FileCommand, which is no write by itself, before the parts of a command with files. */
    private final WriteRing ring = new WriteRing();
    private int commands;
    /** Null as long as there was no file. */
    private FileLine files;
    /** The one whose parts are the first now, if one of its files is still among them. */
    private FileCommand begun;
    /** How many entries are something else than Write. */
    private int others;
    /** How many bytes of the first write have been taken, if it is no file. */
    private int taken;
    private long weight;
    private long bytesTaken;
    private long writesDone;

    boolean isSmall() {
        return ring.isSmall();
    }

    /** How many writes wait. */
    int size() {
        return ring.size() - commands;
    }

    /** All bytes that wait, files excepted, and the overhead of each write. */
    long weight() {
        return weight;
    }

    /** How many bytes were taken, of all that was ever in this queue. */
    long bytesTaken() {
        return bytesTaken;
    }

    /** How many writes are done, of all that were ever in this queue. */
    long writesDone() {
        return writesDone;
    }

    /** What a write counts beside the overhead: a file doesn't lie in memory, and of a lease that is spent, {@link LeaseWrite#claim} tells. */
    static int length(WriteCommand write) {
        return switch (write) {
            case Write bytes -> bytes.data().length();
            case WriteLease lease -> length(lease.lease());
            case WriteFile file -> 0;
        };
    }

    private static int length(Lease lease) {
        try {
            return lease.length();
        } catch (IllegalStateException spent) {
            return 0;
        }
    }

    /** Negative if it is no write of bytes. */
    private static int lengthOf(Object entry) {
        if (entry instanceof Write write) {
            return write.data().length();
        }
        return entry instanceof LeaseWrite write ? write.lease().length() : -1;
    }

    // ---- adding ----

    void add(Write write) {
        enter(write, write.data().length());
    }

    void add(LeaseWrite write) {
        add(write, write.lease().length());
    }

    /** Adds what was {@linkplain LeaseWrite#claim claimed} so that nothing comes between. */
    void add(List<Object> claimed, Signal fileReader) {
        FileCommand command = hasFiles(claimed) ? enterCommand(claimed.size()) : null;
        for (Object one : claimed) {
            switch (one) {
                case Write bytes -> add(bytes);
                case LeaseWrite lease -> add(lease);
                case WriteFile file -> add(command.add(new FileWrite(file, fileReader)), 0);
                default -> throw new AssertionError(one);
            }
        }
        if (command != null) {
            files.add(command);
        }
    }

    private static boolean hasFiles(List<Object> claimed) {
        for (Object one : claimed) {
            if (one instanceof WriteFile) {
                return true;
            }
        }
        return false;
    }

    private void add(Object other, int length) {
        enter(other, length);
        others++;
    }

    private FileCommand enterCommand(int writes) {
        if (files == null) {
            files = new FileLine();
        }
        FileCommand command = new FileCommand(writes);
        ring.add(command);
        commands++;
        others++;
        return command;
    }

    private void enter(Object entry, int length) {
        ring.add(entry);
        weight += length + OVERHEAD;
    }

    // ---- writing ----

    /** Writes what the handle takes, and tells the acks of what was taken whole. */
    Left flush(StreamHandle handle, LoopIo io, Outflow losses) throws IOException {
        try {
            for (int turn = 0; turn < WRITES_PER_TURN && !ring.isEmpty(); turn++) {
                Left left = others == 0 ? flushBytes(handle, io) : flushFirst(handle, io, losses);
                if (left != Left.NOTHING) {
                    return left;
                }
            }
            return ring.isEmpty() ? Left.NOTHING : Left.BLOCKED;
        } finally {
            io.acks().tell();
        }
    }

    private Left flushBytes(StreamHandle handle, LoopIo io) throws IOException {
        ByteBuffer buffer = io.send();
        fill(buffer);
        int offered = buffer.flip().remaining();
        int written = offered == 0 ? 0 : handle.write(buffer);
        consume(written, io.acks());
        return written < offered ? Left.BLOCKED : Left.NOTHING;
    }

    private void fill(ByteBuffer buffer) {
        int from = taken;
        for (int i = 0; i < ring.size() && buffer.hasRemaining(); i++) {
            ((Write) ring.get(i)).data().copyTo(from, buffer);
            from = 0;
        }
    }

    private Left flushFirst(StreamHandle handle, LoopIo io, Outflow losses) throws IOException {
        return switch (ring.first()) {
            case FileCommand command -> begin(command, io, losses);
            case FileWrite file -> flush(file, handle, io, losses);
            default -> gather(handle, io);
        };
    }

    /** Up to the next file. */
    private Left gather(StreamHandle handle, LoopIo io) throws IOException {
        Gathering gathering = io.gathering();
        int from = taken;
        for (int i = 0; i < ring.size() && gather(gathering, ring.get(i), from); i++) {
            from = 0;
        }
        long offered = gathering.bytes();
        long written = offered == 0 ? 0 : gathering.write(handle);
        consume(written, io.acks());
        return written < offered ? Left.BLOCKED : Left.NOTHING;
    }

    private static boolean gather(Gathering gathering, Object entry, int from) {
        return switch (entry) {
            case Write(var data, var ack) -> gathering.add(data, from);
            case LeaseWrite(var command, var lease) -> gathering.add(lease, from);
            default -> false;
        };
    }

    /** So many bytes have been taken: those that they complete are done. */
    private void consume(long written, AcksDue acks) {
        weight -= written;
        bytesTaken += written;
        long left = written;
        for (int length = lengthOf(ring.first()); length >= 0; length = lengthOf(ring.first())) {
            int open = length - taken;
            if (left < open) {
                taken += (int) left;
                return;
            }
            left -= open;
            finishFirst(acks);
        }
    }

    /** A write is done. */
    private void finishFirst(AcksDue acks) {
        Object done = removeFirst();
        writesDone++;
        Ack<?> ack = done instanceof Write write ? write.ack() : finishOther(done).ack();
        if (ack != null) {
            acks.add(ack);
        }
    }

    private WriteCommand finishOther(Object done) {
        if (done instanceof FileWrite file) {
            file.close();
            if (begun.isLastFile()) {
                endCommand();
            }
            return file.command();
        }
        LeaseWrite write = (LeaseWrite) done;
        write.lease().discard();
        return write.command();
    }

    private Object removeFirst() {
        Object first = ring.removeFirst();
        taken = 0;
        if (!(first instanceof Write)) {
            others--;
        }
        if (first instanceof FileCommand) {
            commands--;
        } else {
            weight -= OVERHEAD;
        }
        return first;
    }

    // ---- files ----

    private Left begin(FileCommand command, LoopIo io, Outflow losses) throws IOException {
        if (!command.isTried()) {
            return Left.UNREAD;
        }
        removeFirst();
        begun = command;
        begun.begins(bytesTaken, writesDone);
        return begun.failure() == null ? Left.NOTHING : failBegun(begun.failure(), io, losses);
    }

    private Left flush(FileWrite file, StreamHandle handle, LoopIo io, Outflow losses) throws IOException {
        file.readOn();
        bytesTaken += file.write(handle, io.send());
        if (file.failure() != null) {
            return failBegun(file.failure(), io, losses);
        }
        if (file.isWhole()) {
            finishFirst(io.acks());
            return Left.NOTHING;
        }
        return file.left();
    }

    /** What has begun can't be finished. If some of it has left, the peer would take what follows for the rest of it. */
    private Left failBegun(Exception cause, LoopIo io, Outflow losses) throws IOException {
        if (begun.hasPartlyLeft(bytesTaken)) {
            throw cause instanceof IOException e ? e : new IOException("a file could not be written to its end", cause);
        }
        io.acks().tell(); // those of what was written before come first
        for (int rest = begun.partsLeft(writesDone); rest > 0; rest--) {
            weight -= Math.max(0, lengthOf(ring.first()));
            lose(removeFirst(), cause, losses);
        }
        endCommand();
        return Left.NOTHING;
    }

    private void endCommand() {
        begun = null;
        files.leave();
    }

    // ---- the end ----

    /** Empties the queue; each write is told to somebody as lost. */
    void fail(Exception cause, Outflow losses) {
        while (!ring.isEmpty()) {
            lose(removeFirst(), cause, losses);
        }
        weight = 0;
    }

    private static void lose(Object entry, Exception cause, Outflow losses) {
        switch (entry) {
            case Write write -> losses.lost(write, cause);
            case LeaseWrite write -> {
                write.lease().discard();
                losses.lost(write.command(), cause);
            }
            case FileWrite file -> {
                file.close();
                losses.lost(file.command(), cause);
            }
            default -> {} // a FileCommand is no write by itself
        }
    }
}
