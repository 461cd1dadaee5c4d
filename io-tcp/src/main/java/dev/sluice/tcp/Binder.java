package dev.sluice.tcp;

import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;

/** The manager's binds. */
final class Binder {
    private final Selectors<?> selectors;

    Binder(Selectors<?> selectors) {
        this.selectors = selectors;
    }

    void listen(Tcp.Bind bind, InetSocketAddress local) {
        BindSettings settings = bind.settings();
        // What was accepted and can't be used is nobody's loss.
        ConnectionObserver observer = new ConnectionObserver(bind.replyTo(), bind.handlers() == null, cause -> {
        });
        StreamOrigin origin = StreamOrigin.observedBy(observer)
            .settings(settings.connection())
            .layer(settings.layer())
            .handlers(bind.handlers())
            .owner(bind.replyTo());
        selectors.listen(":" + local.getPort(),
            shared -> SharedPort.listen(local, (InetSocketAddress) shared, settings),
            settings.accepting(), origin, new BindObserver(bind));
    }
}
