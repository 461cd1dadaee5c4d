package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;
import java.util.Random;

class MemoryHistoriesTest extends HistoriesContract {
    @Override
    protected Line line(Random random) {
        MemoryStream.Pair pair = MemoryStream.pair(1 << random.nextInt(16));
        return new Line(pair::left, pair.right());
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected int histories() {
        return 6_000;
    }
}
