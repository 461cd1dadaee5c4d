package dev.sluice.transport.contract;

import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.testkit.FaultyListener;
import java.io.IOException;
import java.net.SocketAddress;

/** Out of descriptors now and then: whoever waits goes on waiting. */
class FaultyListenerHandleTest extends NioListenerHandleTest {
    @Override
    protected ListenerHandle listen(SocketAddress local) throws IOException {
        return new FaultyListener(super.listen(local), 1, 3);
    }
}
