package dev.sluice.transport.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.transport.ChannelPoller;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.Layer;
import dev.sluice.transport.NioPoller;
import dev.sluice.transport.Slots;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamHandle;
import dev.sluice.transport.StreamOrigin;
import dev.sluice.transport.testkit.Peer;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What every byte-stream connection does, over a {@link StreamHandle} that an author has written, or a {@link Layer}. */
public abstract class StreamContract extends ConnectionContract {
    private final Queue<Slots> taken = new ConcurrentLinkedQueue<>();

    /** For subclasses. */
    protected StreamContract() {}

    /**
     * A handle to test.
     *
     * @param opener makes it, on the loop
     * @param peer the other end
     */
    public record Line(StreamOrigin.Opener opener, Peer peer) {
        /** Checks the fields. */
        public Line {
            Objects.requireNonNull(opener, "opener");
            Objects.requireNonNull(peer, "peer");
        }
    }

    /**
     * Makes a handle and its peer.
     *
     * @return both
     * @throws Exception fails the test
     */
    protected abstract Line line() throws Exception;

    /**
     * The poller that knows such handles. Called on the loop.
     *
     * @return a new one
     */
    protected ChannelPoller poller() {
        return new NioPoller();
    }

    /**
     * What the handle shall be wrapped in.
     *
     * @return nothing, unless this is overridden
     */
    protected Layer layer() {
        return Layer.NONE;
    }

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Line line = line();
        StreamOrigin origin = StreamOrigin.observedBy(new Nobody()).settings(settings).handlers(handlers)
            .layer(layer());
        Spec spec = Spec.named("connection").on(Dispatcher.of(system.loops().get(0)));
        ActorRef<Connection.Command> connection = system.spawn(spec, ctx -> {
            ctx.loop().poller(ChannelPoller.class, this::poller);
            Slots slots = Slots.unlimited();
            slots.take(null);
            taken.add(slots);
            return new StreamConnection(ctx, slots, line.opener(), origin);
        });
        return new Ends(connection, line.peer());
    }

    /** Each connection has given its slot back. */
    @Override
    protected void ended() {
        taken.forEach(slots -> assertThrows(IllegalStateException.class, slots::release, "a slot was kept"));
    }

    private static final class Nobody implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> connection, SocketAddress local, SocketAddress remote) {}

        @Override
        public void failed(Exception cause) {}

        @Override
        public void handlerFailed(ActorRef<Connection.Command> connection, Throwable cause) {}
    }
}
