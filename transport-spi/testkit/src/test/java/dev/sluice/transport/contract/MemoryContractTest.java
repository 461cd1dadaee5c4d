package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryPeer;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;

class MemoryContractTest extends StreamContract {
    private static final int CAPACITY = 64 << 10;

    @Override
    protected Line line() {
        MemoryStream.Pair pair = MemoryStream.pair(CAPACITY);
        return new Line(pair::left, new MemoryPeer(pair.right()));
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected int capacity() {
        return 2 * CAPACITY;
    }
}
