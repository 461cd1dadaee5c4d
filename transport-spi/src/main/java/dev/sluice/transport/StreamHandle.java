package dev.sluice.transport;

import dev.sluice.io.Connection;
import dev.sluice.loop.Signal;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * A non-blocking byte stream: the thin side of the SPI, which a transport author implements. All the rest (write queue,
 * back-pressure, close modes, deadlines, events) stands on top of it once, in {@link StreamConnection}.
 *
 * <p>All methods are called on the thread of the connection's loop, from {@link #attach} on; the {@link Signal} given there may be
 * raised from any thread. (A stream that a listener has accepted, but nobody can take, is only asked for its address and closed, on
 * whatever thread that is found out; one that may not come in is aborted before, on the listener's loop.) None may block. An exception means that the stream is broken: the connection will {@link
 * #abort} and {@link #close} it. Handles compose: one may
 * wrap another, pass on what it doesn't change, and say by {@link #watched} and {@link #hasInput} how its needs differ from
 * those of the socket below.
 *
 * <pre>
 *   open (repeated until true) ──► read / write ... ──► endOutput ──► read until -1 ──► close
 *                                          └───────── abort ────────────────────────────► close
 * </pre>
 */
public interface StreamHandle {
    /**
     * Takes the handle's first step on its loop.
     *
     * @param signal to be raised with {@link Ready#HANDLE}, from any thread, when the handle can go on without its poller
     */
    default void attach(Signal signal) {}

    /**
     * Goes on with opening (connecting, shaking hands) as far as it can.
     *
     * @return true once bytes can be exchanged: the poller's interest is then set anew in the same turn; false = call again when
     *         what {@link #watched} asks for is ready
     * @throws IOException if it can't be opened
     */
    boolean open() throws IOException;

    /**
     * Reads what is there.
     *
     * @param target is filled from its position to its limit; it is the loop's, so keep nothing of it, and touch nothing outside:
     *        that may be others' already
     * @return how many bytes; 0 = none now; -1 = the peer has ended its output
     * @throws IOException if the stream is broken, for example reset by the peer
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes what can be taken now.
     *
     * @param source is consumed from its position on; it is the loop's, so keep nothing of it
     * @return how many bytes were taken. The connection waits for {@link Ready#WRITE} if that was less than there were, and also
     *         when it has written for long enough in one turn. Its next write begins with the first byte that was not taken
     * @throws IOException if the stream is broken
     */
    int write(ByteBuffer source) throws IOException;

    /**
     * Writes what can be taken now of several buffers, in order.
     *
     * @param sources are consumed from their positions on; keep nothing of them
     * @param count how many of them there are, from the first on
     * @return how many bytes were taken, see {@link #write(ByteBuffer)}
     * @throws IOException if the stream is broken
     */
    default long write(ByteBuffer[] sources, int count) throws IOException {
        long written = 0;
        for (int i = 0; i < count; i++) {
            int offered = sources[i].remaining();
            int taken = offered == 0 ? 0 : write(sources[i]);
            written += taken;
            if (taken < offered) {
                break;
            }
        }
        return written;
    }

    /**
     * Writes what can be taken now of a file. A stream that can't do better copies.
     *
     * @param file stays the caller's; its position is not moved
     * @param position of the first byte
     * @param count how many bytes at the most
     * @param scratch the loop's, for those who copy
     * @return how many bytes were taken; 0 = none now, or the file has no byte at that position
     * @throws IOException if the stream is broken, or the file can't be read
     */
    default long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        scratch.clear().limit((int) Math.min(scratch.capacity(), count));
        if (file.read(scratch, position) <= 0) {
            return 0;
        }
        return write(scratch.flip());
    }

    /**
     * Carries out a command that this kind of stream adds to the protocol.
     *
     * @param command what the connection was told
     * @param handler told what comes of it, if the command doesn't say otherwise
     * @return false if the handle doesn't know it: the handler gets a {@link Connection.CommandFailed}
     * @throws IOException if the stream is broken
     */
    default boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) throws IOException {
        return false;
    }

    /**
     * Ends the output in order, behind all that was written.
     *
     * @return true once it is done; false = call again when {@link Ready#WRITE} is ready
     * @throws IOException if the stream is broken
     */
    boolean endOutput() throws IOException;

    /**
     * Translates an interest into what the poller must watch: a handle may have to write in order to read. Asked whenever the
     * interest may have changed.
     *
     * @param wanted bits of {@link Ready}: what the connection wants to do next
     * @return bits of {@link Ready} for the poller
     */
    default int watched(int wanted) {
        return wanted;
    }

    /**
     * Translates what the poller found into what the connection can do, the reverse of {@link #watched}. Asked at each signal of an
     * open stream: so a handle that has something to write of its own does it here.
     *
     * @param ready bits of {@link Ready}: from the poller, and {@link Ready#HANDLE} from the handle itself
     * @return bits of {@link Ready} for the connection
     * @throws IOException if the stream is broken
     */
    default int usable(int ready) throws IOException {
        return ready;
    }

    /**
     * Whether {@link #read} would give something although the poller may see nothing, for example what is decrypted already.
     *
     * @return true if so
     */
    default boolean hasInput() {
        return false;
    }

    /**
     * Makes the coming {@link #close} a reset, which drops what was written and tells the peer so. In any state, also while it is
     * being opened. Must not throw.
     */
    void abort();

    /**
     * Closes. Comes last, once, and in any state; the poller's registration is cancelled at the same moment, and the descriptor
     * is free when that has been flushed.
     *
     * @throws IOException is logged
     */
    void close() throws IOException;

    /**
     * What the poller knows this stream by; for the NIO poller an {@link NioPoller.Source}.
     *
     * @return usually {@code this}, or that of the wrapped handle
     */
    Object source();

    /**
     * This side's address.
     *
     * @return null if there is none
     */
    SocketAddress localAddress();

    /**
     * The peer's address.
     *
     * @return null if there is none
     */
    SocketAddress remoteAddress();
}
