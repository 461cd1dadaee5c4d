package dev.sluice.transport.contract;

import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.NioDatagram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

class NioDatagramHandleTest extends DatagramHandleContract {
    @Override
    protected DatagramHandle socket(SocketAddress local, SocketAddress remote) throws IOException {
        return socket(local == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : local, remote,
            1 << 20);
    }

    static DatagramHandle socket(SocketAddress local, SocketAddress remote, int buffer) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer).setOption(StandardSocketOptions.SO_SNDBUF, buffer)
            .bind(local);
        return NioDatagram.of(remote == null ? channel : channel.connect(remote));
    }
}
