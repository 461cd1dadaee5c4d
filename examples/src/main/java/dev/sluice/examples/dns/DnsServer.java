package dev.sluice.examples.dns;

import dev.sluice.actor.ActorSystem;
import dev.sluice.framing.Framed;
import dev.sluice.framing.LengthField;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointHandler;
import dev.sluice.io.Handler;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import dev.sluice.udp.Udp;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Puts a zone on the network. */
public final class DnsServer {
    private static final int LONGEST_MESSAGE = 65_535;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int FURTHER_PORTS = 10;

    private DnsServer() {}

    /**
     * Listens over UDP and TCP, on the same port.
     *
     * @param address port 0 = any that is free for both
     * @param zone what to answer
     * @return where it listens
     */
    public static CompletableFuture<InetSocketAddress> listen(ActorSystem system, InetSocketAddress address,
        Zone zone) {
        return listen(system, address, new Responder(zone), address.getPort() == 0 ? FURTHER_PORTS : 0);
    }

    /** A port that TCP was given may be somebody else's in UDP. */
    private static CompletableFuture<InetSocketAddress> listen(ActorSystem system, InetSocketAddress address,
        Responder responder, int furtherPorts) {
        BindSettings settings = BindSettings.DEFAULT.connection(ConnectionSettings.DEFAULT.idle(IDLE));
        return Tcp.bind(system, address, settings, overTcp(responder)).thenCompose(tcp -> {
            InetSocketAddress same = new InetSocketAddress(address.getAddress(), tcp.local().getPort());
            return Udp.bind(system, same, overUdp(responder)).thenApply(Udp.Bound::local).exceptionallyCompose(e -> {
                tcp.listener().tell(new Tcp.Unbind());
                return furtherPorts == 0
                    ? CompletableFuture.failedFuture(e)
                    : listen(system, address, responder, furtherPorts - 1);
            });
        });
    }

    private static EndpointHandler overUdp(Responder responder) {
        return (ctx, endpoint) -> event -> {
            if (event instanceof Received(var query, var client)) {
                responder.overUdp(query).ifPresent(answer -> endpoint.tell(new Send(answer, client)));
            }
        };
    }

    private static Handler overTcp(Responder responder) {
        return Framed.handler(LengthField.of(2, 2 + LONGEST_MESSAGE),
            (ctx, client) -> query -> responder.overTcp(query).ifPresent(client::send));
    }
}
