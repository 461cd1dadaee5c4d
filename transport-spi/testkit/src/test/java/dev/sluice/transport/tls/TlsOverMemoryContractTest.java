package dev.sluice.transport.tls;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Layer;
import dev.sluice.transport.contract.StreamContract;
import dev.sluice.transport.testkit.MemoryPoller;
import dev.sluice.transport.testkit.MemoryStream;
import java.io.IOException;

/** A client in memory, whose peer is a server. */
class TlsOverMemoryContractTest extends StreamContract {
    private static final int CAPACITY = 64 << 10;
    /** What is sealed and not sent, or come and not opened, on both sides. */
    private static final int HELD = 256 << 10;

    @Override
    protected Line line() throws IOException {
        MemoryStream.Pair pair = MemoryStream.pair(CAPACITY);
        return new Line(pair::left, new TlsPeer(pair.right(), Identities.serverWithoutTickets(), true));
    }

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Ends ends = super.open(system, settings, handlers);
        ((TlsPeer) ends.peer()).awaitOpen();
        return ends;
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected Layer layer() {
        return Identities.client();
    }

    @Override
    protected int capacity() {
        return 2 * CAPACITY + HELD;
    }
}
