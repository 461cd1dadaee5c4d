package dev.sluice.transport;

import dev.sluice.io.Connection;
import dev.sluice.io.SocketOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A byte stream over a {@link SocketChannel}: TCP, or a Unix domain socket. Watched by a {@link NioPoller}.
 *
 * <p>While it is connecting it asks the poller for {@link Ready#CONNECT} only, whatever the connection wants; when
 * {@link #open} has returned true, the interest must be set anew in the same turn, since a selector that watches an
 * open channel for {@code CONNECT} spins.
 */
public final class NioStream implements StreamHandle, NioPoller.Source {
    private static final Logger LOG = LoggerFactory.getLogger(NioStream.class);

    private final SocketChannel channel;
    private boolean isOpen;
    /** Null until the stream is open; and afterwards if its channel tells none, as those of some providers do. */
    private SocketAddress local;
    private SocketAddress remote;

    private NioStream(SocketChannel channel, SocketAddress remote) {
        this.channel = channel;
        this.remote = remote;
    }

    /**
     * A stream on a channel that is connected, such as an accepted one.
     *
     * @param channel is the stream's now, and closed if this fails; will be in non-blocking mode
     * @return a stream that is open
     * @throws IOException if it can't be used
     */
    public static NioStream connected(SocketChannel channel) throws IOException {
        NioStream stream = new NioStream(Objects.requireNonNull(channel, "channel"), null);
        try {
            channel.configureBlocking(false);
            stream.opened();
        } catch (Throwable e) {
            closeAfter(channel, e);
            throw e;
        }
        return stream;
    }

    /**
     * Begins to connect.
     *
     * @param channel with its options set, perhaps bound; is the stream's now, and closed if this fails; will be in
     *        non-blocking mode
     * @param remote where to; resolved
     * @return a stream whose {@link #open} goes on with it
     * @throws IOException if that fails at once
     * @throws IllegalArgumentException if the address is unresolved, or of a kind that the channel doesn't know
     */
    public static NioStream connect(SocketChannel channel, SocketAddress remote) throws IOException {
        NioStream stream = new NioStream(Objects.requireNonNull(channel, "channel"), remote);
        try {
            channel.configureBlocking(false);
            channel.connect(Objects.requireNonNull(remote, "remote"));
        } catch (Throwable e) {
            closeAfter(channel, e);
            throw e;
        }
        return stream;
    }

    static void closeAfter(Closeable resource, Throwable cause) {
        try {
            resource.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public boolean open() throws IOException {
        if (!isOpen && channel.finishConnect()) {
            opened();
            refuseItself();
        }
        return isOpen;
    }

    /** The addresses are kept, because a closed channel doesn't tell them any more. */
    private void opened() throws IOException {
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
        isOpen = true;
    }

    /** Who connects to an ephemeral port where nobody listens may be given that very port to connect from. */
    private void refuseItself() throws IOException {
        if (local instanceof InetSocketAddress && local.equals(remote)) {
            throw new IOException("connected to itself: " + local);
        }
    }

    @Override
    public int watched(int wanted) {
        return isOpen ? wanted : Ready.CONNECT;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        return channel.write(sources, 0, count);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long count, ByteBuffer scratch) throws IOException {
        return file.transferTo(position, count, channel);
    }

    /** Knows {@link SocketOptions.Get} and {@link SocketOptions.Set}. */
    @Override
    public boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) {
        switch (command) {
            case SocketOptions.Get(var replyTo) -> replyTo.tell(ChannelOptions.get(channel));
            case SocketOptions.Set set -> change(set, handler);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void change(SocketOptions.Set set, Consumer<? super Connection.Event> handler) {
        try {
            ChannelOptions.set(channel, set.options());
        } catch (IOException e) {
            handler.accept(new Connection.CommandFailed(set, e));
        }
    }

    @Override
    public boolean endOutput() throws IOException {
        channel.shutdownOutput();
        return true;
    }

    /**
     * Makes the coming {@link #close} a reset, if this is TCP. A Unix domain socket knows none: its peer sees the end
     * of the stream, or an error if it had sent what was not read.
     */
    @Override
    public void abort() {
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} will be closed without a reset", this, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public NioPoller.Source source() {
        return this;
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    /**
     * This side's address; also after the end.
     *
     * @return null before the stream is open, and if the channel tells none
     */
    @Override
    public SocketAddress localAddress() {
        return local;
    }

    /**
     * The peer's address; also after the end.
     *
     * @return where it connects or is connected to; null if the channel tells none
     */
    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "NioStream " + local + " - " + remote;
    }
}
