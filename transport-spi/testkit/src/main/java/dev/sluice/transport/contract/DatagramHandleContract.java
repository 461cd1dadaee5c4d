package dev.sluice.transport.contract;

import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.NioPoller;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Nested;

/**
 * What every datagram socket does before there is an endpoint on it: {@link DatagramHandle} as tests. To be extended by whoever has
 * written one; {@link DatagramContract} then shows that an endpoint can live on it.
 *
 * <p>Each test opens a few sockets that can reach each other, on one machine where nothing gets lost or overtaken, and drives them on its
 * own thread, as an endpoint does: one is asked again only when the poller has said that something is ready.
 */
public abstract class DatagramHandleContract {
    /** For subclasses. */
    protected DatagramHandleContract() {}

    /**
     * Opens a socket that has room for at least 100 datagrams of 100 bytes that nobody has received.
     *
     * @param local where; null = at any free address
     * @param remote the peer that it is connected to; null = none
     * @return a handle; the test closes it
     * @throws Exception fails the test
     */
    protected abstract DatagramHandle socket(SocketAddress local, SocketAddress remote) throws Exception;

    /**
     * The poller that knows such handles.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * Wraps the handle under test; its peers stay as they are.
     *
     * @param handle what {@link #socket} gave
     * @return the same, unless this is overridden
     */
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return handle;
    }

    /**
     * Makes a socket take nothing, as one whose buffer is full. UDP sockets on one machine can't be brought to that, so the test of it is
     * left out unless this is overridden.
     *
     * @param handle what {@link #socket} gave
     * @param value false: it takes something again
     * @return whether this is possible
     */
    protected boolean block(DatagramHandle handle, boolean value) {
        return false;
    }

    /**
     * The greatest length of a datagram: one more fails.
     *
     * @return bytes, less than 65 536
     */
    protected int longest() {
        return 65507;
    }

    /**
     * Whether a socket that is connected hears that nobody is where it sends to.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean tellsUnreachable() {
        return true;
    }

    /**
     * An address that nothing can be sent to.
     *
     * @return a name that was not looked up, unless this is overridden
     */
    protected SocketAddress badAddress() {
        return InetSocketAddress.createUnresolved("nowhere.invalid", 9);
    }

    /** Called after each test, when all is closed: the moment to look for what was left behind. */
    protected void ended() {}

    @Nested
    class Receiving extends DatagramReceivingRules {
        Receiving() {
            super(DatagramHandleContract.this);
        }
    }

    @Nested
    class Sending extends DatagramSendingRules {
        Sending() {
            super(DatagramHandleContract.this);
        }
    }

    @Nested
    class Living extends DatagramLifeRules {
        Living() {
            super(DatagramHandleContract.this);
        }
    }
}
