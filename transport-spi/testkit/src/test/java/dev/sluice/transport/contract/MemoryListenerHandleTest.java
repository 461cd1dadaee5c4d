package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.testkit.MemoryAddress;
import dev.sluice.transport.testkit.MemoryListener;
import dev.sluice.transport.testkit.MemoryPoller;
import java.net.ConnectException;
import java.net.SocketAddress;

class MemoryListenerHandleTest extends ListenerHandleContract {
    private MemoryListener listener;

    @Override
    protected ListenerHandle listen(SocketAddress local) {
        listener = new MemoryListener(local == null ? new MemoryAddress("listener") : (MemoryAddress) local, 16, 1000);
        return listener;
    }

    @Override
    protected StreamHandle connect(SocketAddress address) throws ConnectException {
        return listener.connect();
    }

    @Override
    protected ChannelPoller poller() {
        return new MemoryPoller();
    }
}
