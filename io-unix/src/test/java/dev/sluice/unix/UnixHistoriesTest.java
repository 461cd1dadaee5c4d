package dev.sluice.unix;

import dev.sluice.transport.NioStream;
import dev.sluice.transport.contract.HistoriesContract;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

class UnixHistoriesTest extends HistoriesContract {
    private final Path directory = UnixFixture.newDirectory();
    private final Path path = directory.resolve("s");

    @AfterEach
    void delete() throws IOException {
        Files.delete(directory);
    }

    @Override
    protected Line line(Random random) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            NioStream client = Sockets.connect(path, ConnectSettings.DEFAULT);
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 10 + random.nextInt(8));
            return new Line(() -> NioStream.connected(accepted), client);
        } finally {
            Files.delete(path);
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
