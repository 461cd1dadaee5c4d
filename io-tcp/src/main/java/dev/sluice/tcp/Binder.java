package dev.sluice.tcp;

import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** The manager's binds. */
final class Binder {
    private final Context<TcpMessage> ctx;
    private final Selectors<TcpMessage> selectors;
    /** Those whose actor has had no turn yet. They come to life in this order, on the manager's loop. */
    private final Queue<Tcp.Bind> spawned = new ArrayDeque<>();

    Binder(Context<TcpMessage> ctx, Selectors<TcpMessage> selectors) {
        this.ctx = ctx;
        this.selectors = selectors;
    }

    void listen(Tcp.Bind bind, InetSocketAddress local) {
        // What was accepted and can't be used is nobody's loss.
        ConnectionObserver observer = new ConnectionObserver(bind.replyTo(), bind.handlers() == null, cause -> {
        });
        StreamOrigin origin = StreamOrigin.observedBy(observer)
            .settings(bind.settings().connection())
            .layer(bind.settings().layer())
            .handlers(bind.handlers())
            .owner(bind.replyTo());
        ctx.spawn(StreamBind.Command.class, Spec.named("binding :" + local.getPort()), own -> {
            spawned.remove();
            return new StreamBind(own, selectors.placement(), "listener :" + local.getPort(),
                shared -> SharedPort.listen(local, (InetSocketAddress) shared, bind.settings()),
                bind.settings().accepting(), origin, new BindObserver(bind));
        });
        spawned.add(bind);
    }

    /** Whoever had no turn before the manager ends gets none any more. */
    void discardAll() {
        spawned.forEach(Tcp.Bind::discard);
        spawned.clear();
    }
}
