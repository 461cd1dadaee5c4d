package dev.sluice.foreign;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.contract.PollerContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.newsclub.net.unix.AFSocketPair;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/** Our poller, with a selector of another provider. */
class JunixPollerContractTest extends PollerContract {
    @BeforeAll
    static void assumeSupported() {
        Junix.assumeSupported();
    }

    @Override
    protected ChannelPoller poller() {
        return Junix.poller();
    }

    @Override
    protected Subject subject(ChannelPoller poller) throws IOException {
        AFSocketPair<AFUNIXSocketChannel> pair = Junix.provider().openSocketChannelPair();
        SocketChannel ours = pair.getSocket1();
        ours.configureBlocking(false);
        return new Socket(ours, pair.getSocket2());
    }

    private record Socket(SocketChannel ours, SocketChannel peer) implements Subject, NioPoller.Source {
        @Override
        public SelectableChannel channel() {
            return ours;
        }

        @Override
        public Object source() {
            return this;
        }

        @Override
        public void makeReadable() throws IOException {
            peer.write(ByteBuffer.wrap(new byte[1]));
        }

        @Override
        public void drain() throws IOException {
            while (ours.read(ByteBuffer.allocate(10)) > 0) {
                // go on
            }
        }

        @Override
        public void close() throws IOException {
            ours.close();
            peer.close();
        }
    }
}
