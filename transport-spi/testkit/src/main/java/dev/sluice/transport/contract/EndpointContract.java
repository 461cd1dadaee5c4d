package dev.sluice.transport.contract;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.Nested;

/**
 * What every datagram endpoint does, whatever carries it: {@link Endpoint} as tests. To be extended by whoever opens endpoints in a way
 * of his own; whoever has written a handle takes {@link DatagramContract}.
 *
 * <p>Each test has an actor system of its own, and opens a few endpoints in it that can reach each other, on one machine where nothing
 * gets lost. No test depends on how long anything takes.
 */
public abstract class EndpointContract {
    /** For subclasses. */
    protected EndpointContract() {}

    /**
     * An endpoint.
     *
     * @param endpoint where its commands go; it waits for {@link Endpoint.Register}
     * @param local its address
     */
    public record Opened(ActorRef<Endpoint.Command> endpoint, SocketAddress local) {
        /** Checks the fields. */
        public Opened {
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(local, "local");
        }
    }

    /**
     * Opens the endpoint under test, with room for at least 100 datagrams of 100 bytes that nobody has received.
     *
     * @param system where it lives
     * @param settings its limits
     * @param local where; null = at any free address
     * @param remote the peer that it is connected to; null = none
     * @return the endpoint, open
     * @throws Exception fails the test
     */
    protected abstract Opened open(ActorSystem system, EndpointSettings settings, SocketAddress local,
        SocketAddress remote) throws Exception;

    /**
     * Opens a peer of the one under test: the same, but with nothing wrong with it.
     *
     * @param system where it lives
     * @param local where; null = at any free address
     * @return the endpoint, open
     * @throws Exception fails the test
     */
    protected Opened openPeer(ActorSystem system, SocketAddress local) throws Exception {
        return open(system, EndpointSettings.DEFAULT, local, null);
    }

    /**
     * Makes an endpoint's socket take nothing, as one whose buffer is full. Sockets on one machine can't be brought to that, so the
     * tests of a full queue are left out unless this is overridden; {@link DatagramContract} has done so.
     *
     * @param local the endpoint's address
     * @param value false: it takes something again
     * @return whether this is possible
     */
    protected boolean block(SocketAddress local, boolean value) {
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
     * Whether an endpoint that is connected hears that nobody is where it sends to.
     *
     * @return true unless the transport has nothing like it
     */
    protected boolean tellsUnreachable() {
        return true;
    }

    /**
     * An address that nothing can be sent to.
     *
     * @return a name that nobody has, unless this is overridden
     */
    protected SocketAddress badAddress() {
        return InetSocketAddress.createUnresolved("nowhere.invalid", 9);
    }

    /**
     * The settings of each test's system.
     *
     * @return one loop, unless this is overridden
     */
    protected Settings system() {
        return Settings.named("contract").loops(1).poolThreads(2);
    }

    /** Called after each test, when its system has ended: the moment to look for what was left behind. */
    protected void ended() {}

    @Nested
    class Sending extends EndpointSendingRules {
        Sending() {
            super(EndpointContract.this);
        }
    }

    @Nested
    class Queueing extends EndpointQueueRules {
        Queueing() {
            super(EndpointContract.this);
        }
    }

    @Nested
    class Receiving extends EndpointReceivingRules {
        Receiving() {
            super(EndpointContract.this);
        }
    }

    @Nested
    class Ending extends EndpointEndingRules {
        Ending() {
            super(EndpointContract.this);
        }
    }
}
