package dev.sluice.foreign;

import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.newsclub.net.unix.AFUNIXSelectorProvider;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Unix domain sockets of junixsocket: channels of a provider that is not the JDK's, with a selector of their own that watches no others.
 */
final class Junix {
    static final int BUFFER = 16 << 10;

    private Junix() {}

    /** Its native part has to be there for the machine. */
    static void assumeSupported() {
        Assumptions.assumeTrue(AFUNIXSocket.isSupported(), "junixsocket has no native library for this machine");
    }

    static AFUNIXSelectorProvider provider() {
        return AFUNIXSelectorProvider.provider();
    }

    static NioPoller poller() {
        return new NioPoller(provider());
    }

    /** Where nobody listens yet. */
    static Path path() throws IOException {
        Path path = Files.createTempFile("junix", ".sock");
        Files.delete(path);
        return path;
    }

    static StreamHandle accepted(SocketChannel channel) throws IOException {
        return new Ended(NioStream.connected(channel), channel);
    }

    static StreamHandle connecting(Path remote) throws IOException {
        SocketChannel channel = provider().openSocketChannel();
        return new Ended(NioStream.connect(channel, AFUNIXSocketAddress.of(remote)), channel);
    }

    static ListenerHandle listener(Path local) throws IOException {
        NioListener listener = NioListener.bind(provider().openServerSocketChannel(), AFUNIXSocketAddress.of(local), 50,
            accepted -> accepted.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER));
        return new Accepting(listener);
    }
}
