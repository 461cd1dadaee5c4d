package dev.sluice.examples.carrier;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.ConnectSettings;
import dev.sluice.tcp.Tcp;
import dev.sluice.transport.tls.Tls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** TLS, on TCP. */
public record OverTls(InetSocketAddress address, SSLContext context) implements Carrier {
    @Override
    public CompletableFuture<SocketAddress> listen(ActorSystem system, ConnectionSettings settings, Spec spec,
        Handler handler) {
        BindSettings tls = BindSettings.DEFAULT.connection(settings).layer(Tls.server(context));
        return Tcp.bind(system, address, tls, spec, handler).thenApply(Tcp.Bound::local);
    }

    @Override
    public CompletableFuture<?> connect(ActorSystem system, ConnectionSettings settings, Duration within,
        Handler handler) {
        Tls layer = Tls.client(context, address.getHostString(), address.getPort());
        return Tcp.connect(system, address,
            ConnectSettings.DEFAULT.connection(settings).timeout(within).layer(layer), handler);
    }
}
