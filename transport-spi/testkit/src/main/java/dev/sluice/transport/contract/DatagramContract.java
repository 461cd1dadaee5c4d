package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.Endpoint;
import dev.sluice.io.EndpointSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.DatagramEndpoint;
import dev.sluice.transport.DatagramHandle;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.Slots;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** What every datagram endpoint does, over a {@link DatagramHandle} that an author has written. */
public abstract class DatagramContract extends EndpointContract {
    private final Queue<Slots> taken = new ConcurrentLinkedQueue<>();
    private final Map<SocketAddress, Gate> gates = new ConcurrentHashMap<>();

    /** For subclasses. */
    protected DatagramContract() {}

    /**
     * Opens a socket, on the thread of the test.
     *
     * @param local where; null = at any free address
     * @param remote the peer that it is connected to; null = none
     * @return a handle, which is the endpoint's then
     * @throws Exception fails the test
     */
    protected abstract DatagramHandle socket(SocketAddress local, SocketAddress remote) throws Exception;

    /**
     * The poller that knows such handles. Called on the loop.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * Wraps the handle of the endpoint under test; its peers stay as they are.
     *
     * @param handle what {@link #socket} gave
     * @return the same, unless this is overridden
     */
    protected DatagramHandle wrapped(DatagramHandle handle) {
        return handle;
    }

    @Override
    protected Opened open(ActorSystem system, EndpointSettings settings, SocketAddress local, SocketAddress remote)
        throws Exception {
        Gate gate = new Gate(wrapped(socket(local, remote)));
        Opened opened = open(system, gate, settings);
        gates.put(opened.local(), gate);
        return opened;
    }

    @Override
    protected boolean block(SocketAddress local, boolean value) {
        gates.get(local).close(value);
        return true;
    }

    @Override
    protected Opened openPeer(ActorSystem system, SocketAddress local) throws Exception {
        return open(system, socket(local, null), EndpointSettings.DEFAULT);
    }

    private Opened open(ActorSystem system, DatagramHandle handle, EndpointSettings settings) {
        CompletableFuture<SocketAddress> local = new CompletableFuture<>();
        DatagramOrigin origin = new DatagramOrigin(new Observer(local), settings, null, DatagramOrigin.Resolver.NONE);
        Spec spec = Spec.named("endpoint").on(Dispatcher.of(system.loops().get(0)));
        ActorRef<Endpoint.Command> endpoint = system.spawn(spec, ctx -> {
            ctx.loop().poller(ChannelPoller.class, this::poller);
            Slots slots = Slots.unlimited();
            slots.take(null);
            taken.add(slots);
            return new DatagramEndpoint(ctx, slots, () -> handle, origin);
        });
        return new Opened(endpoint, local.orTimeout(Probe.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join());
    }

    /** Each endpoint has given its slot back. */
    @Override
    protected void ended() {
        taken.forEach(slots -> assertThrows(IllegalStateException.class, slots::release, "a slot was kept"));
    }

    private record Observer(CompletableFuture<SocketAddress> local) implements DatagramOrigin.Observer {
        @Override
        public void opened(ActorRef<Endpoint.Command> endpoint, SocketAddress address, SocketAddress remote) {
            local.complete(address);
        }

        @Override
        public void failed(Exception cause) {
            local.completeExceptionally(cause);
        }
    }
}
