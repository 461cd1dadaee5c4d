package dev.sluice.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * Sends an empty datagram for a connected channel, which can't do it: to {@code java.nio} nothing to write is nothing to do. A channel
 * that isn't connected can, so one is opened at the same address for that moment. What the peer sends meanwhile comes to the connected
 * one, because the kernel prefers it.
 */
final class EmptyDatagram {
    private static final List<SocketOption<?>> COPIED = List.of(StandardSocketOptions.IP_TOS,
        StandardSocketOptions.SO_BROADCAST, StandardSocketOptions.IP_MULTICAST_IF,
        StandardSocketOptions.IP_MULTICAST_TTL,
        StandardSocketOptions.IP_MULTICAST_LOOP);

    private EmptyDatagram() {}

    static void send(DatagramChannel connected) throws IOException {
        InetSocketAddress local = (InetSocketAddress) connected.getLocalAddress();
        try (DatagramChannel other = local.getAddress() instanceof Inet4Address
            ? DatagramChannel.open(StandardProtocolFamily.INET)
            : DatagramChannel.open()) {
            bindBeside(connected, other, local);
            for (SocketOption<?> option : COPIED) {
                copy(option, connected, other);
            }
            other.send(ByteBuffer.allocate(0), connected.getRemoteAddress());
        }
    }

    /** Others can come there only as long as both allow it. */
    private static void bindBeside(DatagramChannel connected, DatagramChannel other, InetSocketAddress local)
        throws IOException {
        boolean before = connected.getOption(StandardSocketOptions.SO_REUSEADDR);
        connected.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            other.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(local);
        } finally {
            connected.setOption(StandardSocketOptions.SO_REUSEADDR, before);
        }
    }

    private static <T> void copy(SocketOption<T> option, DatagramChannel from, DatagramChannel to) throws IOException {
        T value = from.getOption(option);
        if (value != null) {
            to.setOption(option, value);
        }
    }
}
