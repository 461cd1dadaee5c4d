package dev.sluice.transport;

import dev.sluice.io.ByteString;
import dev.sluice.io.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Buffers that leave in one system call: leases from where they are, what lies between them copied together. One per loop. */
final class Gathering {
    /** Far fewer than a system call takes (1024), and more than a socket usually has room for. */
    private static final int BUFFERS = 64;
    /** So much at a time; then others have their turn. */
    private static final int BYTES = 2 * Buffers.SEND_BYTES;
    /** Up to here a copy costs less than one buffer more. */
    private static final int WORTH_COPYING = 1024;

    /** What is copied goes here; the copies are views of it. */
    private final ByteBuffer send;
    private final ByteBuffer[] copies = new ByteBuffer[BUFFERS];
    private final ByteBuffer[] gathered = new ByteBuffer[BUFFERS];
    private int count;
    private long bytes;

    Gathering(ByteBuffer send) {
        this.send = send.duplicate();
        Arrays.setAll(copies, i -> send.duplicate());
    }

    /** Begins anew. */
    Gathering clear() {
        send.clear();
        count = 0;
        bytes = 0;
        return this;
    }

    long bytes() {
        return bytes;
    }

    /** Copies what there is room for. False if there is none for more. */
    boolean add(ByteString data, int from) {
        if (hasRoom()) {
            copied(data.copyTo(from, send));
        }
        return hasRoom();
    }

    /** Adds what there is room for: little is copied, more stays where it is. False if there is none for more. */
    boolean add(Lease lease, int from) {
        if (hasRoom() && lease.length() - from <= WORTH_COPYING) {
            copied(lease.copyTo(from, send));
        } else if (hasRoom()) {
            ByteBuffer view = lease.buffer();
            add(view.position(view.position() + from));
        }
        return hasRoom();
    }

    /** A view that nobody else looks at. */
    private void add(ByteBuffer source) {
        source.limit(source.position() + (int) Math.min(source.remaining(), BYTES - bytes));
        if (source.isDirect()) {
            gathered[count++] = source;
            bytes += source.remaining();
        } else {
            copy(source);
        }
    }

    private boolean hasRoom() {
        return count < BUFFERS && bytes < BYTES && send.hasRemaining();
    }

    private void copy(ByteBuffer source) {
        int copied = Math.min(source.remaining(), send.remaining());
        send.put(source.limit(source.position() + copied));
        copied(copied);
    }

    /** So many bytes more have been copied: they go on the last buffer, if that is a copy too. */
    private void copied(int length) {
        if (count == 0 || gathered[count - 1] != copies[count - 1]) {
            gathered[count] = copies[count].clear().position(send.position() - length);
            count++;
        }
        gathered[count - 1].limit(send.position());
        bytes += length;
    }

    /** Writes what the handle takes now. */
    long write(StreamHandle handle) throws IOException {
        try {
            return count == 1 ? handle.write(gathered[0]) : handle.write(gathered, count);
        } finally {
            Arrays.fill(gathered, 0, count, null);
        }
    }
}
