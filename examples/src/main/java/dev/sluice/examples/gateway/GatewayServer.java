package dev.sluice.examples.gateway;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Actors over HTTP: a directory, and an {@link Exchange} for each connection. */
public final class GatewayServer {
    /** How long a client may take nothing of an answer. */
    private static final Duration STALL = Duration.ofSeconds(30);
    /** What a client that was refused may still send while it doesn't read: then it finds the answer, and not a reset. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 1 << 20;
    private static final ConnectionSettings CONNECTION = ConnectionSettings.DEFAULT
        .reading(ConnectionSettings.Reading.PULL).halfOpen(true).stall(STALL).linger(LINGER, LINGER_BYTES);

    private GatewayServer() {}

    /** Listens, with the kinds there are. */
    public static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, Limits limits) {
        return listen(system, address, limits, List.of(Counter.KIND, Log.KIND));
    }

    static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, Limits limits,
        List<Kind<?, ?>> kinds) {
        ActorRef<Directory.Command> directory = system.spawn("directory",
            (Context<Directory.Command> ctx) -> new Directory(ctx, limits));
        Api.World world = new Api.World(system, directory, byName(kinds), limits);
        return Tcp.bind(system, address, BindSettings.DEFAULT.connection(CONNECTION), Spec.named("exchange"),
            (ctx, connection) -> new Exchange(ctx, connection, world));
    }

    private static Map<String, Kind<?, ?>> byName(List<Kind<?, ?>> kinds) {
        Map<String, Kind<?, ?>> byName = new TreeMap<>();
        kinds.forEach(kind -> byName.put(kind.name(), kind));
        return byName;
    }
}
