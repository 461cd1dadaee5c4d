package dev.sluice.foreign;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.contract.StreamContract;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Connections over channels of a foreign provider, on our poller with that provider's selector. */
class JunixContractTest extends StreamContract {
    @BeforeAll
    static void assumeSupported() {
        Junix.assumeSupported();
    }

    @Override
    protected Line line() throws IOException {
        Path path = Junix.path();
        try (ServerSocketChannel server = Junix.provider().openServerSocketChannel()) {
            server.bind(AFUNIXSocketAddress.of(path));
            UnixPeer peer = UnixPeer.connect(UnixDomainSocketAddress.of(path));
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, Junix.BUFFER);
            return new Line(() -> Junix.accepted(accepted), peer);
        } finally {
            Files.deleteIfExists(path);
        }
    }

    @Override
    protected ChannelPoller poller() {
        return Junix.poller();
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }

    @Override
    protected int capacity() {
        return 32 * Junix.BUFFER;
    }
}
