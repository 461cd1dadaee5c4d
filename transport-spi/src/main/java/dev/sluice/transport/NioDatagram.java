package dev.sluice.transport;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

/** A datagram socket over any {@link DatagramChannel}. Watched by a {@link NioPoller}. */
public abstract class NioDatagram implements DatagramHandle, NioPoller.Source {
    private NioDatagram() {}

    /**
     * Wraps a channel.
     *
     * @param channel with its options set, bound, and connected if it is to be; is the handle's now, and closed if this fails; will be in
     *        non-blocking mode
     * @return a handle
     * @throws IOException if the channel can't be used
     */
    public static NioDatagram of(DatagramChannel channel) throws IOException {
        throw new UnsupportedOperationException();
    }
}
