package org.example.local;

import dev.sluice.transport.NioStream;
import dev.sluice.transport.contract.HistoriesContract;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Random histories of connections over such sockets. */
class LocalHistoriesTest extends HistoriesContract {
    @TempDir
    private Path folder;

    @Override
    protected Line line(Random random) throws Exception {
        Path path = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            SocketChannel client = SocketChannel.open(server.getLocalAddress());
            SocketChannel accepted = server.accept();
            return new Line(() -> NioStream.connected(accepted), NioStream.connected(client));
        } finally {
            Files.deleteIfExists(path);
        }
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }

    @Override
    protected int histories() {
        return 300;
    }
}
