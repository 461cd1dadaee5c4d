package dev.sluice.examples.carrier;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import dev.sluice.unix.BindSettings;
import dev.sluice.unix.ConnectSettings;
import dev.sluice.unix.Unix;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A Unix domain socket. */
public record OverUnix(Path path) implements Carrier {
    @Override
    public CompletableFuture<SocketAddress> listen(ActorSystem system, ConnectionSettings settings, Spec spec,
        Handler handler) {
        return Unix.bind(system, path, BindSettings.DEFAULT.connection(settings), spec, handler)
            .thenApply(bound -> UnixDomainSocketAddress.of(bound.path()));
    }

    /** Takes no time: somebody listens, or not. */
    @Override
    public CompletableFuture<?> connect(ActorSystem system, ConnectionSettings settings, Duration within,
        Handler handler) {
        return Unix.connect(system, path, ConnectSettings.DEFAULT.connection(settings), Spec.named("handler"), handler);
    }
}
