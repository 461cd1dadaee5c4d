package dev.sluice.transport;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * Sends empty datagrams for a connected channel, which can't: {@code java.nio} makes no system call for a write of nothing (seen in JDK
 * 17 to 25), and has no other way while it is connected.
 *
 * <p>So for the time of the call a second socket is bound to the same address, and sends in its place. What the peer sends meanwhile
 * still goes to the connected one, because the kernel prefers the socket that fits better (udp(7) of Linux; elsewhere the bind may be
 * refused, and then the datagram fails). What the network reports comes to the connected one, too.
 */
final class EmptyDatagram {
    private static final SocketOption<Boolean> SHARED = StandardSocketOptions.SO_REUSEADDR;
    /** What shapes a datagram on its way. */
    private static final List<SocketOption<?>> SHAPING = List.of(StandardSocketOptions.IP_TOS,
        StandardSocketOptions.SO_BROADCAST, StandardSocketOptions.IP_MULTICAST_IF,
        StandardSocketOptions.IP_MULTICAST_TTL, StandardSocketOptions.IP_MULTICAST_LOOP);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private EmptyDatagram() {}

    /** The kernel has taken it when this returns: the second socket has room for certain. */
    static void send(DatagramChannel connected, SocketAddress local, SocketAddress remote) throws IOException {
        boolean isShared = connected.getOption(SHARED);
        connected.setOption(SHARED, true);
        try (DatagramChannel second = open(local)) {
            second.setOption(SHARED, true);
            SHAPING.forEach(option -> copy(option, connected, second));
            second.bind(local).configureBlocking(false);
            second.send(NOTHING.duplicate(), remote);
        } finally {
            connected.setOption(SHARED, isShared);
        }
    }

    private static DatagramChannel open(SocketAddress local) throws IOException {
        boolean isV4 = ((InetSocketAddress) local).getAddress() instanceof Inet4Address;
        return DatagramChannel.open(isV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    /** Those that can't be set are of no account for one datagram. */
    private static <T> void copy(SocketOption<T> option, DatagramChannel from, DatagramChannel to) {
        try {
            T value = from.getOption(option);
            if (value != null) {
                to.setOption(option, value);
            }
        } catch (IOException | RuntimeException notSettable) {
            // a socket of another family may not have it
        }
    }
}
