package dev.sluice.transport.contract;

import dev.sluice.transport.Ready;
import dev.sluice.transport.StreamHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A bare stream handle, driven as a connection drives it: nothing is tried again before something was ready. */
final class StreamEnd {
    private static final int ROOM = 1 << 14;

    final StreamHandle handle;
    private final Polling polling;
    private final Polling.Channel channel;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(ROOM);
    private StreamEnd other;
    private boolean opened;
    private boolean closed;

    StreamEnd(StreamHandle handle, Polling polling) {
        this.handle = handle;
        this.polling = polling;
        this.channel = polling.channel();
    }

    void isOpposite(StreamEnd peer) {
        other = peer;
        peer.other = this;
    }

    // ---- opening ----

    void attach() throws IOException {
        handle.attach(channel);
        channel.register(handle.source());
        channel.raise(Ready.CONNECT);
    }

    /** Takes a step if there is something to take one for. True once it is open. */
    boolean goesOnOpening() throws IOException {
        if (!opened && channel.raised() != 0) {
            opened = handle.open();
            channel.interest(handle.watched(opened ? 0 : Ready.CONNECT));
        }
        return opened;
    }

    // ---- waiting ----

    /** Says what is wanted, and looks whether something of it can be done. */
    boolean can(int wanted) throws IOException {
        int usable = serve(wanted);
        boolean reads = (wanted & Ready.READ) != 0 && ((usable & Ready.READ) != 0 || handle.hasInput());
        return reads || (wanted & Ready.WRITE) != 0 && (usable & (Ready.WRITE | Ready.HANDLE)) != 0;
    }

    private int serve(int wanted) throws IOException {
        int bits = channel.raised();
        int usable = bits == 0 ? 0 : handle.usable(bits);
        channel.interest(handle.watched(wanted));
        return usable;
    }

    /** Meanwhile the other end is served like one whose connection wants nothing. */
    void await(int wanted) throws IOException {
        polling.until("ready for " + wanted + ": " + handle, () -> {
            if (other != this && other.opened && !other.closed) {
                other.serve(0);
            }
            return can(wanted);
        });
    }

    // ---- input ----

    /** What there is, at once. */
    int read(ByteBuffer target) throws IOException {
        return handle.read(target);
    }

    /** So many bytes, or fewer if the end comes before. */
    byte[] read(int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean ended = false;
        while (!ended && all.size() < count) {
            await(Ready.READ);
            ended = readInto(all, count - all.size()) < 0;
        }
        return all.toByteArray();
    }

    /** What is there now, up to so many bytes. Negative = the end. */
    int readInto(ByteArrayOutputStream all, int most) throws IOException {
        int read = handle.read(scratch.clear().limit(Math.min(ROOM, most)));
        byte[] bytes = new byte[scratch.flip().remaining()];
        scratch.get(bytes);
        all.writeBytes(bytes);
        return read;
    }

    byte[] readToTheEnd() throws IOException {
        return read(Integer.MAX_VALUE);
    }

    // ---- output ----

    void write(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        handle.write(rest);
        while (rest.hasRemaining()) {
            await(Ready.WRITE);
            handle.write(rest);
        }
    }

    void endOutput() throws IOException {
        while (!handle.endOutput()) {
            await(Ready.WRITE);
        }
    }

    /** Takes one piece of a file that is all but empty. */
    long transfer(FileChannel file, long position, long count) throws IOException {
        return handle.transferFrom(file, position, count, scratch);
    }

    // ---- the end ----

    void close() throws IOException {
        if (!closed) {
            closed = true;
            channel.release(handle::close);
        }
    }

    void abort() throws IOException {
        handle.abort();
        close();
    }
}
