package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.testkit.DatagramFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/** With faults in every second history. */
class NioDatagramHistoriesTest extends DatagramHistoriesContract {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Override
    protected Line line(Random random) throws IOException {
        int buffer = 1 << 14 + random.nextInt(7);
        DatagramHandle peer = NioDatagramHandleTest.socket(ANY, null, buffer);
        return new Line(NioDatagramHandleTest.socket(ANY, random.nextBoolean() ? peer.localAddress() : null, buffer),
            peer);
    }

    @Override
    protected DatagramFaults faults(long seed) {
        return seed % 2 == 0 ? DatagramFaults.rude(seed) : super.faults(seed);
    }

    /** The kernel doesn't say what it has dropped. */
    @Override
    protected boolean mayLose() {
        return true;
    }

    @Override
    protected int histories() {
        return 400;
    }
}
