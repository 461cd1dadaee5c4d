package dev.sluice.udp;

import dev.sluice.io.Endpoint;
import dev.sluice.io.SocketOptions;
import dev.sluice.transport.FilterDatagram;
import dev.sluice.transport.NioDatagram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A datagram socket, with what only UDP has: groups, options of an open socket, and how many datagrams were dropped. */
final class UdpHandle extends FilterDatagram {
    private static final Logger LOG = LoggerFactory.getLogger(UdpHandle.class);

    private final Groups groups;
    private final DropTable.Row drops;

    private UdpHandle(NioDatagram handle, DatagramChannel channel, DropTable drops) {
        super(handle);
        this.groups = new Groups(channel);
        this.drops = drops.row((InetSocketAddress) localAddress(), (InetSocketAddress) remoteAddress());
    }

    /**
     * Wraps a channel.
     *
     * @param channel bound; is the handle's now, and closed if this fails
     * @param asked the options that were set
     */
    static UdpHandle of(DatagramChannel channel, SocketOptions asked, DropTable drops) throws IOException {
        UdpHandle handle = new UdpHandle(NioDatagram.of(channel), channel, drops);
        handle.warnOfSmallBuffer(asked.get(StandardSocketOptions.SO_RCVBUF));
        return handle;
    }

    /** The kernel cuts the size down without a word, and then drops what doesn't fit in. */
    private void warnOfSmallBuffer(Integer asked) {
        Integer has = asked == null ? null : options().get(StandardSocketOptions.SO_RCVBUF);
        if (has != null && has < asked) {
            LOG.warn("The socket at {} has a receive buffer of {} bytes, not of {} as it was told: the system's limit"
                + " (on Linux net.core.rmem_max) is lower", localAddress(), has, asked);
        }
    }

    @Override
    public boolean on(Endpoint.Extension command, Consumer<? super Endpoint.Event> handler) throws IOException {
        switch (command) {
            case SocketOptions.Set(var options) -> {
                super.on(command, handler);
                warnOfSmallBuffer(options.get(StandardSocketOptions.SO_RCVBUF));
            }
            case Udp.Membership membership -> groups.on(membership, handler);
            default -> {
                return super.on(command, handler);
            }
        }
        return true;
    }

    @Override
    public long dropped() {
        return drops.dropped();
    }
}
