package dev.sluice.tcp;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.CapacityException;
import dev.sluice.transport.ChannelOptions;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Opens sockets with their options, and leaves none behind if that fails. A failure says which address it is about. */
final class Sockets {
    private Sockets() {}

    /** One socket does for IPv4 and IPv6. */
    static NioListener listen(InetSocketAddress local, BindSettings settings) throws IOException {
        tryOut(settings.accepted());
        ServerSocketChannel channel = ChannelOptions.setOrClose(ServerSocketChannel.open(), settings.options());
        try {
            return NioListener.bind(channel, local, settings.backlog(),
                accepted -> ChannelOptions.set(accepted, settings.accepted()));
        } catch (SocketException e) {
            throw causedBy(e, new BindException("can't listen at " + text(local) + ": " + e.getMessage()));
        }
    }

    /** Options that can't be set on any connection are the binder's fault, who shall hear of it at once. */
    private static void tryOut(SocketOptions accepted) throws IOException {
        if (!accepted.equals(SocketOptions.NO_DELAY)) {
            ChannelOptions.setOrClose(SocketChannel.open(), accepted).close();
        }
    }

    static NioStream connect(InetSocketAddress remote, ConnectSettings settings) throws IOException {
        SocketChannel channel = ChannelOptions.setOrClose(SocketChannel.open(), settings.options());
        if (settings.local() == null) {
            return NioStream.connect(channel, remote);
        }
        try {
            channel.bind(settings.local());
        } catch (Throwable e) {
            closeAfter(channel, e);
            throw e;
        }
        return NioStream.connect(channel, remote);
    }

    private static void closeAfter(NetworkChannel channel, Throwable cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** What the network says of a failed connect doesn't tell where to, nor from where. A cause may be shared, this is not. */
    static Exception naming(InetSocketAddress remote, InetSocketAddress local, Exception cause) {
        String text = "can't connect to " + text(remote) + (local == null ? "" : " from " + text(local)) + ": "
            + (cause.getMessage() == null ? cause : cause.getMessage());
        return causedBy(cause, switch (cause) {
            case CapacityException e -> new CapacityException(e.limit());
            case BindException e -> new BindException(text);
            case SocketTimeoutException e -> new SocketTimeoutException(text);
            case SocketException e -> new ConnectException(text);
            default -> new IOException(text);
        });
    }

    /** With the name, if there is one, and the address, if that is known: a name may have several. Asks no name server. */
    static String text(InetSocketAddress address) {
        String text = address.isUnresolved() ? address.getHostString() + ":" + address.getPort() : address.toString();
        return text.startsWith("/") ? text.substring(1) : text;
    }

    private static <E extends Exception> E causedBy(Exception cause, E failure) {
        failure.initCause(cause);
        return failure;
    }

    static Exception exception(Throwable cause) {
        return cause instanceof Exception exception ? exception : new IOException("failed by an error", cause);
    }
}
