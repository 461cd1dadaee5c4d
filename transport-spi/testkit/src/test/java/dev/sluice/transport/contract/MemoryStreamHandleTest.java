package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;

class MemoryStreamHandleTest extends StreamHandleContract {
    private static final int CAPACITY = 16 << 10;

    @Override
    protected Pair pair() {
        MemoryStream.Pair pair = MemoryStream.pair(CAPACITY);
        return new Pair(pair.left(), pair.right());
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected int capacity() {
        return CAPACITY;
    }
}
