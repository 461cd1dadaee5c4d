package dev.sluice.tcp;

import dev.sluice.transport.Place;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamListener;
import dev.sluice.transport.StreamOrigin;
import java.net.InetSocketAddress;

/** The manager's listeners. */
final class Binder {
    private final Selectors<TcpMessage> selectors;

    Binder(Selectors<TcpMessage> selectors) {
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
        selectors.place(new Place<StreamListener.Command>("listener :" + local.getPort(),
            (own, slots) -> new StreamListener(own, slots, () -> Sockets.listen(local, bind.settings()), origin,
                new BindObserver(bind)),
            false, bind::failed));
    }
}
