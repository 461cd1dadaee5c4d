package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.testkit.MemoryDatagram;
import dev.sluice.transport.testkit.MemoryNetwork;
import dev.sluice.transport.testkit.MemoryPoller;
import java.io.IOException;
import java.util.Random;

class MemoryDatagramHistoriesTest extends DatagramHistoriesContract {
    private MemoryNetwork network;
    private MemoryPoller poller;

    @Override
    protected Line line(Random random) throws IOException {
        network = new MemoryNetwork(1 << random.nextInt(12));
        MemoryDatagram peer = network.bind(null);
        return new Line(random.nextBoolean() ? network.bind(null) : network.connect(null, peer.localAddress()), peer);
    }

    @Override
    protected ChannelPoller poller() {
        poller = new MemoryPoller();
        return poller;
    }

    @Override
    protected String leftBehind() {
        return network.open() + poller.watched() == 0
            ? null
            : network.open() + " sockets are open, " + poller.watched() + " are watched";
    }

    @Override
    protected int histories() {
        return 1_500;
    }
}
