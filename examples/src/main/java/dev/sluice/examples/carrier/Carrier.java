package dev.sluice.examples.carrier;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Handler;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Over what a server and its clients meet, and where. */
public interface Carrier {
    /**
     * Listens.
     *
     * @param settings of the connections
     * @param spec the policy of the handlers
     * @param handler makes them
     * @return where it listens, once it does
     */
    CompletableFuture<SocketAddress> listen(ActorSystem system, ConnectionSettings settings, Spec spec,
        Handler handler);

    /**
     * Connects.
     *
     * @param settings of the connection
     * @param within how long it may take
     * @param handler makes the handler
     * @return completes when it is open
     */
    CompletableFuture<?> connect(ActorSystem system, ConnectionSettings settings, Duration within, Handler handler);
}
