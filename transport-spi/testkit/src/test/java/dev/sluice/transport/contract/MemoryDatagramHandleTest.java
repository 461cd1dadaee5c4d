package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.testkit.MemoryAddress;
import dev.sluice.transport.testkit.MemoryDatagram;
import dev.sluice.transport.testkit.MemoryNetwork;
import dev.sluice.transport.testkit.MemoryPoller;
import java.io.IOException;
import java.net.SocketAddress;

class MemoryDatagramHandleTest extends DatagramHandleContract {
    private final MemoryNetwork network = new MemoryNetwork(100);

    @Override
    protected DatagramHandle socket(SocketAddress local, SocketAddress remote) throws IOException {
        MemoryAddress here = (MemoryAddress) local;
        return remote == null ? network.bind(here) : network.connect(here, (MemoryAddress) remote);
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }

    @Override
    protected boolean block(DatagramHandle handle, boolean value) {
        ((MemoryDatagram) handle).block(value);
        return true;
    }

    @Override
    protected void ended() {
        assertEquals(0, network.open());
    }
}
