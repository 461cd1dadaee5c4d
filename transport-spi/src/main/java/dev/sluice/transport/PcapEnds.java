package dev.sluice.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** From where to where a packet goes; both addresses have 4 bytes, or both 16. */
record PcapEnds(byte[] from, int fromPort, byte[] to, int toPort) {
    private static final int V4 = 4;
    private static final int V6 = 16;
    private static final byte[] HERE = {127, 0, 0, 1};

    /** Streams without internet addresses are told apart by their numbers. */
    static PcapEnds of(SocketAddress local, SocketAddress remote, int number) {
        if (local instanceof InetSocketAddress from && remote instanceof InetSocketAddress to) {
            int size = Math.max(size(from.getAddress()), size(to.getAddress()));
            return new PcapEnds(bytes(from, size), from.getPort(), bytes(to, size), to.getPort());
        }
        return new PcapEnds(HERE, 1, HERE, 1024 + Math.floorMod(number, 65_536 - 1024));
    }

    private static int size(InetAddress address) {
        return address.getAddress().length;
    }

    /** An address of IPv4 stands within IPv6 as ::ffff:a.b.c.d. */
    private static byte[] bytes(InetSocketAddress address, int size) {
        byte[] bytes = address.getAddress().getAddress();
        if (bytes.length == size) {
            return bytes;
        }
        byte[] mapped = new byte[V6];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(bytes, 0, mapped, V6 - V4, V4);
        return mapped;
    }

    boolean areV6() {
        return from.length == V6;
    }

    PcapEnds reversed() {
        return new PcapEnds(to, toPort, from, fromPort);
    }
}
