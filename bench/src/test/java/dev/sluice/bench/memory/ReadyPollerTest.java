package dev.sluice.bench.memory;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.contract.PollerContract;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** It is a poller like any other. */
class ReadyPollerTest extends PollerContract {
    @Override
    protected ChannelPoller poller() {
        return new ReadyPoller();
    }

    @Override
    protected Subject subject(ChannelPoller poller) {
        return new InMemory(MemoryStream.pair(100));
    }

    private record InMemory(MemoryStream.Pair pair) implements Subject {
        @Override
        public Object source() {
            return pair.left();
        }

        @Override
        public void makeReadable() throws IOException {
            pair.right().write(ByteBuffer.wrap(new byte[1]));
        }

        @Override
        public void drain() throws IOException {
            while (pair.left().read(ByteBuffer.allocate(10)) > 0) {
                // go on
            }
        }

        @Override
        public void close() {
            pair.left().close();
        }
    }
}
