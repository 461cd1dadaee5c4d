package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A poller that is no selector. */
class MemoryPollerContractTest extends PollerContract {
    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected Subject subject(ChannelPoller poller) {
        return new Memory(MemoryStream.pair(100));
    }

    private record Memory(MemoryStream.Pair pair) implements Subject {
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
