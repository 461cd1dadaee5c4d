package dev.sluice.tcp;

import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamBind;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;

/** The manager's binds. */
final class Binder {
    private final Context<TcpMessage> ctx;
    private final Selectors<TcpMessage> selectors;

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
        ctx.spawn(StreamBind.Command.class, Spec.named("binding :" + local.getPort()),
            own -> new StreamBind(own, selectors.placement(), "listener :" + local.getPort(),
                shared -> SharedPort.listen(local, (InetSocketAddress) shared, bind.settings()),
                bind.settings().accepting(), origin, new BindObserver(bind)));
    }
}
