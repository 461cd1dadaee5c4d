package dev.sluice.unix;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.ChannelOptions;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Opens sockets, and leaves none behind if that fails. A failure says which path it is about. */
final class Sockets {
    private Sockets() {}

    static NioListener listen(Path path, BindSettings settings) throws IOException {
        tryOut(settings.accepted());
        try {
            return NioListener.bind(ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(path), settings.backlog(),
                accepted -> ChannelOptions.set(accepted, settings.accepted()));
        } catch (SocketException e) {
            throw cantListen(path, e.getMessage(), e);
        }
    }

    /** Options that can't be set on any connection are the binder's fault, who shall hear of it at once. */
    private static void tryOut(SocketOptions accepted) throws IOException {
        if (!accepted.equals(SocketOptions.NONE)) {
            ChannelOptions.setOrClose(SocketChannel.open(StandardProtocolFamily.UNIX), accepted).close();
        }
    }

    static BindException cantListen(Path path, String why, Exception cause) {
        BindException failure = new BindException("can't listen at " + path + ": " + why);
        failure.initCause(cause);
        return failure;
    }

    /** It is connected at once, or not at all. */
    static NioStream connect(Path path, ConnectSettings settings) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return NioStream.connect(ChannelOptions.setOrClose(channel, settings.options()),
                UnixDomainSocketAddress.of(path));
        } catch (SocketException e) {
            ConnectException failure = new ConnectException("can't connect to " + path + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
