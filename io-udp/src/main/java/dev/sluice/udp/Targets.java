package dev.sluice.udp;

import dev.sluice.transport.DatagramOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;

/**
 * Looks up the names of what is sent.
 *
 * @param resolver the transport's
 * @param family of the sending socket; null = both
 */
record Targets(UdpSettings.Resolver resolver, ProtocolFamily family) implements DatagramOrigin.Resolver {
    @Override
    public boolean isResolved(SocketAddress target) {
        return !(target instanceof InetSocketAddress address && address.isUnresolved());
    }

    @Override
    public SocketAddress resolve(SocketAddress target) throws IOException {
        return Names.addresses(resolver, (InetSocketAddress) target, family, "send to").getFirst();
    }
}
