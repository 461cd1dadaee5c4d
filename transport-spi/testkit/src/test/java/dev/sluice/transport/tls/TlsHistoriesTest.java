package dev.sluice.transport.tls;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Layer;
import dev.sluice.transport.contract.HistoriesContract;
import dev.sluice.transport.testkit.Faults;
import dev.sluice.transport.testkit.MemoryStream;
import java.util.Random;

/** Histories of connections that speak TLS over a stream that is rude. */
class TlsHistoriesTest extends HistoriesContract {
    private PumpedPoller poller;
    private RawTlsPeer peer;

    @Override
    protected ChannelPoller poller() {
        poller = new PumpedPoller();
        return poller;
    }

    @Override
    protected Line line(Random random) {
        MemoryStream.Pair pair = MemoryStream.pair(1 << random.nextInt(16));
        peer = RawTlsPeer.on(pair.right(), Identities.server());
        poller.add(peer);
        return new Line(pair::left, peer);
    }

    @Override
    protected Layer layer(long seed) {
        RawTlsPeer other = peer;
        return Faults.rude(seed).then(Identities.client().tasksOn(Runnable::run)).then(other::openedWith)
            .then(Faults.rude(~seed));
    }

    @Override
    protected int histories() {
        return 300;
    }
}
