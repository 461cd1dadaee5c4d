package dev.sluice.udp;

import dev.sluice.io.SocketOptions;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.contract.DatagramHandleContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/** What wraps the handle of a channel is as good as that. */
class UdpHandleTest extends DatagramHandleContract {
    private static final SocketOptions LARGE = SocketOptions.NONE.receiveBuffer(1 << 20).sendBuffer(1 << 20);

    @Override
    protected DatagramHandle socket(SocketAddress local, SocketAddress remote) throws IOException {
        InetSocketAddress here = local == null ? UdpFixture.ANY : (InetSocketAddress) local;
        return UdpHandle.of(remote == null
            ? Sockets.bind(here, BindSettings.DEFAULT.options(LARGE))
            : Sockets.connect(List.of((InetSocketAddress) remote), ConnectSettings.DEFAULT.local(here).options(LARGE)),
            LARGE, new DropTable());
    }
}
