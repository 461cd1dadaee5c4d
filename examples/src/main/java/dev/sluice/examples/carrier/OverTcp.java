package dev.sluice.examples.carrier;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.ConnectSettings;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** TCP. */
public record OverTcp(InetSocketAddress address) implements Carrier {
    @Override
    public CompletableFuture<SocketAddress> listen(ActorSystem system, ConnectionSettings settings, Spec spec,
        Handler handler) {
        return Tcp.bind(system, address, BindSettings.DEFAULT.connection(settings), spec, handler)
            .thenApply(Tcp.Bound::local);
    }

    @Override
    public CompletableFuture<?> connect(ActorSystem system, ConnectionSettings settings, Duration within,
        Handler handler) {
        return Tcp.connect(system, address, ConnectSettings.DEFAULT.connection(settings).timeout(within), handler);
    }
}
