package dev.sluice.transport.contract;

import dev.sluice.transport.ListenerHandle;
import dev.sluice.transport.NioListener;
import dev.sluice.transport.NioStream;
import dev.sluice.transport.StreamHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

class NioListenerHandleTest extends ListenerHandleContract {
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Override
    protected ListenerHandle listen(SocketAddress local) throws IOException {
        return listen(local == null ? ANY : local, accepted -> {});
    }

    private static NioListener listen(SocketAddress local, NioListener.Options options) throws IOException {
        return NioListener.bind(ServerSocketChannel.open(), local, 32, options);
    }

    @Override
    protected ListenerHandle listenForNobody() throws IOException {
        return listen(ANY, accepted -> {
            throw new IOException("an option that can't be set");
        });
    }

    @Override
    protected StreamHandle connect(SocketAddress address) throws IOException {
        return NioStream.connect(SocketChannel.open(), address);
    }
}
