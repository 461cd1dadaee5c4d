package dev.sluice.udp;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.ChannelOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Opens sockets with their options, and leaves none behind if that fails. A failure says which address it is about. */
final class Sockets {
    private Sockets() {}

    /** What is done to a channel; if that fails, it is closed. */
    private interface Step {
        void on(DatagramChannel channel) throws IOException;
    }

    private static DatagramChannel opened(ProtocolFamily family, SocketOptions options, Step step) throws IOException {
        DatagramChannel channel = ChannelOptions.setOrClose(
            family == null ? DatagramChannel.open() : DatagramChannel.open(family), options);
        try {
            step.on(channel);
            return channel;
        } catch (Throwable e) {
            closeAfter(channel, e);
            throw e;
        }
    }

    private static void closeAfter(DatagramChannel channel, Throwable cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    static DatagramChannel bind(InetSocketAddress local, BindSettings settings) throws IOException {
        return opened(settings.family(), settings.options(), channel -> bind(channel, local));
    }

    /** Replies have nowhere to go, whatever the port is. */
    static DatagramChannel openSender(SenderSettings settings) throws IOException {
        return opened(settings.family(), settings.options(), channel -> channel.bind(null));
    }

    private static void bind(DatagramChannel channel, InetSocketAddress local) throws IOException {
        try {
            channel.bind(local);
        } catch (SocketException | RuntimeException e) {
            throw causedBy(e, new BindException("can't bind to " + text(local) + ": " + reason(e)));
        }
    }

    /** The addresses are tried in order: a family that has no way out fails at once. */
    static DatagramChannel connect(List<InetSocketAddress> addresses, ConnectSettings settings) throws IOException {
        IOException failure = null;
        for (InetSocketAddress remote : addresses) {
            try {
                return connect(remote, settings);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure;
    }

    private static DatagramChannel connect(InetSocketAddress remote, ConnectSettings settings) throws IOException {
        return opened(settings.family(), settings.options(), channel -> {
            if (settings.local() != null) {
                bind(channel, settings.local());
            }
            try {
                channel.connect(remote);
            } catch (SocketException | RuntimeException e) {
                throw causedBy(e, new ConnectException("can't connect to " + text(remote) + ": " + reason(e)));
            }
        });
    }

    /** A socket of one family can't use addresses of the other; but IPv6 stands for both. */
    static boolean allows(ProtocolFamily family, InetAddress address) {
        return family != StandardProtocolFamily.INET || address instanceof Inet4Address;
    }

    // ---- several sockets at one port ----

    /**
     * The first of several sockets: it is bound as one that shares nothing, so that the port is no other bind's, and lets the others in
     * afterwards.
     */
    static DatagramChannel bindFirst(InetSocketAddress local, BindSettings settings) throws IOException {
        DatagramChannel channel = bind(local, settings);
        if (!isMeantToBeShared(settings.options())) {
            try {
                ChannelOptions.set(channel, SocketOptions.NONE.reusePort(true));
            } catch (Throwable e) {
                closeAfter(channel, e);
                throw e;
            }
        }
        return channel;
    }

    static DatagramChannel bindNext(InetSocketAddress shared, BindSettings settings) throws IOException {
        return bind(shared, settings.options(settings.options().reusePort(true)));
    }

    /** Whoever sets the option himself shares the port with others too, with the next version of the program for example. */
    private static boolean isMeantToBeShared(SocketOptions options) {
        return Boolean.TRUE.equals(options.get(StandardSocketOptions.SO_REUSEPORT));
    }

    // ---- what is said ----

    /** What the network says doesn't tell where to. A cause may be shared, this is not. */
    static Exception naming(String text, Exception cause) {
        return switch (cause) {
            case CapacityException e -> causedBy(e, new CapacityException(e.limit()));
            case BindException e -> e;
            case ConnectException e -> e;
            default -> causedBy(cause, new IOException("can't " + text + ": " + reason(cause)));
        };
    }

    /** With the name, if there is one, and the address, if that is known. Asks no name server. */
    static String text(InetSocketAddress address) {
        String text = address.isUnresolved() ? address.getHostString() + ":" + address.getPort() : address.toString();
        return text.startsWith("/") ? text.substring(1) : text;
    }

    private static String reason(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static <E extends Exception> E causedBy(Exception cause, E failure) {
        failure.initCause(cause);
        return failure;
    }

    static Exception exception(Throwable cause) {
        return cause instanceof Exception exception ? exception : new IOException("failed by an error", cause);
    }
}
