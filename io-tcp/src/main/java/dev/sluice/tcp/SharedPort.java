package dev.sluice.tcp;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.NioListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Listeners that share their port among themselves, and with no other bind by mistake. */
final class SharedPort {
    private SharedPort() {}

    /** The first one listens at {@code local}, and the others at {@code shared}, which is where the first one does. */
    static NioListener listen(InetSocketAddress local, InetSocketAddress shared, BindSettings settings)
        throws IOException {
        if (settings.accepting().shards() == 1) {
            return Sockets.listen(local, settings);
        }
        if (shared == null && !isMeantToBeShared(settings.options())) {
            requireFree(local);
        }
        return Sockets.listen(shared == null ? local : shared,
            settings.options(settings.options().with(StandardSocketOptions.SO_REUSEPORT, true)));
    }

    /** Whoever sets the option himself shares the port with others too, with the next version of the program for example. */
    private static boolean isMeantToBeShared(SocketOptions options) {
        return Boolean.TRUE.equals(options.values().get(StandardSocketOptions.SO_REUSEPORT.name()));
    }

    /** With a socket that shares nothing, and doesn't listen. */
    private static void requireFree(InetSocketAddress local) throws IOException {
        try (SocketChannel probe = SocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(local);
        } catch (BindException e) {
            BindException failure = new BindException("can't listen at " + Sockets.text(local) + ": " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
