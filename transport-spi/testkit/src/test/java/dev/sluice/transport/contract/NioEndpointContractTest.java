package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

class NioEndpointContractTest extends DatagramContract {
    private static final int BUFFER = 1 << 20;

    @Override
    protected DatagramHandle socket(SocketAddress local, SocketAddress remote) throws IOException {
        SocketAddress here = local == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : local;
        return NioDatagramHandleTest.socket(here, remote, BUFFER);
    }
}
