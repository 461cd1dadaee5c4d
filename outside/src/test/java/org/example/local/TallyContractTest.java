package org.example.local;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.transport.Layer;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.contract.StreamContract;
import dev.sluice.transport.testkit.ChannelPeer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for a stream in its layer. */
class TallyContractTest extends StreamContract {
    private static final LongAdder PASSED = new LongAdder();

    @TempDir
    private Path folder;

    @Override
    protected Line line() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            ChannelPeer peer = new ChannelPeer(SocketChannel.open(server.getLocalAddress()));
            SocketChannel accepted = server.accept();
            return new Line(() -> NioStream.connected(accepted), peer);
        }
    }

    @Override
    protected Layer layer() {
        return stream -> new Tally(stream, PASSED);
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }

    @AfterAll
    static void shouldHaveCounted() {
        assertTrue(PASSED.sum() > 0);
    }
}
