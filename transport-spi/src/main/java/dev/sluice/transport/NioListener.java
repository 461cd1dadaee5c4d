package dev.sluice.transport;

import dev.sluice.io.SocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts {@link NioStream}s from a {@link ServerSocketChannel}: TCP, or Unix domain sockets. Watched by a {@link
 * NioPoller}.
 */
public final class NioListener implements ListenerHandle, NioPoller.Source {
    private static final Logger LOG = LoggerFactory.getLogger(NioListener.class);
    /** After so many in a row that can't be used, others have their turn; the poller will say that more are waiting. */
    private static final int FAILURES_PER_CALL = 16;

    private final ServerSocketChannel channel;
    private final SocketAddress local;
    private final Options options;
    private long failures;

    private NioListener(ServerSocketChannel channel, Options options) throws IOException {
        this.channel = channel;
        this.options = options;
        this.local = channel.getLocalAddress();
    }

    /** What is set on each accepted channel. */
    @FunctionalInterface
    public interface Options {
        /**
         * Sets it.
         *
         * @param accepted a channel that was just accepted
         * @throws IOException closes this channel; the listener goes on
         */
        void apply(SocketChannel accepted) throws IOException;
    }

    /**
     * Binds a channel and listens.
     *
     * @param channel with its options set; is the listener's now, and closed if this fails; will be in non-blocking
     *        mode
     * @param local where to; null = any free address
     * @param backlog how many connections may wait to be accepted; below 1 the JDK takes 50, and the kernel has a limit
     *        of its own
     * @param options set on each accepted channel
     * @return a listener
     * @throws IOException if the address is taken or can't be bound
     * @throws IllegalArgumentException if the address is unresolved, or of a kind that the channel doesn't know
     */
    public static NioListener bind(ServerSocketChannel channel, SocketAddress local, int backlog, Options options)
        throws IOException {
        Objects.requireNonNull(channel, "channel");
        try {
            channel.configureBlocking(false);
            channel.bind(local, backlog);
            return new NioListener(channel, Objects.requireNonNull(options, "options"));
        } catch (Throwable e) {
            NioStream.closeAfter(channel, e);
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>A connection that can't be used, because its peer has gone already or an option can't be set, is closed and
     * counted, and the next one is taken instead.
     */
    @Override
    public NioStream accept() throws IOException {
        for (int failed = 0; failed < FAILURES_PER_CALL; failed++) {
            SocketChannel accepted = channel.accept();
            if (accepted == null) {
                return null;
            }
            NioStream stream = configured(accepted);
            if (stream != null) {
                return stream;
            }
        }
        return null;
    }

    /** Catches errors too: on some systems a peer that has gone already shows as one. Null = it is closed. */
    private NioStream configured(SocketChannel accepted) {
        try {
            options.apply(accepted);
            return NioStream.connected(accepted);
        } catch (Throwable e) {
            NioStream.closeAfter(accepted, e);
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            failed(e);
            return null;
        }
    }

    /** One probe of a port is no news, but options that can never be set are, so the first failure is shown. */
    private void failed(Throwable cause) {
        if (failures++ == 0) {
            LOG.warn("{} closed a connection that it can't use; further ones are logged at debug level", this, cause);
        } else {
            LOG.debug("{} closed a connection that it can't use", this, cause);
        }
    }

    @Override
    public long failures() {
        return failures;
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

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public SocketOptions.Effective options() {
        return ChannelOptions.get(channel);
    }

    @Override
    public String toString() {
        return "NioListener " + local;
    }
}
