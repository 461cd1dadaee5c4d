package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Dispatcher;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A peer that always has more; it notes each read. */
final class EndlessStream implements StreamHandle, FakePoller.Source {
    static final int READS_PER_TURN = 16;

    volatile boolean isReady;
    private final String name;
    private final List<String> reads;

    EndlessStream(String name, List<String> reads) {
        this.name = name;
        this.reads = reads;
    }

    void connect(ActorSystem system, FakePoller poller, ActorRef<Connection.Event> handler) {
        Spec place = Spec.named(name).on(Dispatcher.of(system.loops().get(0)));
        ActorRef<Connection.Command> connection = system.spawn(place, ctx -> {
            ctx.loop().poller(ChannelPoller.class, () -> poller);
            Slots slots = Slots.unlimited();
            slots.take(null);
            ConnectionSettings settings = ConnectionSettings.DEFAULT.window(Integer.MAX_VALUE);
            return new StreamConnection(ctx, slots, () -> this,
                StreamOrigin.observedBy(new Unobserved()).settings(settings));
        });
        connection.tell(new Connection.Register(handler));
    }

    private static final class Unobserved implements StreamOrigin.Observer {
        @Override
        public void opened(ActorRef<Connection.Command> opened, SocketAddress local, SocketAddress remote) {}

        @Override
        public void failed(Exception cause) {}

        @Override
        public void handlerFailed(ActorRef<Connection.Command> failed, Throwable cause) {}
    }

    @Override
    public int ready() {
        return isReady ? Ready.READ : 0;
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        reads.add(name);
        int read = target.remaining();
        target.position(target.limit());
        return read;
    }

    @Override
    public int write(ByteBuffer source) {
        return 0;
    }

    @Override
    public boolean endOutput() {
        return true;
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}

    @Override
    public Object source() {
        return this;
    }

    @Override
    public SocketAddress localAddress() {
        return null;
    }

    @Override
    public SocketAddress remoteAddress() {
        return null;
    }
}
