package dev.sluice.bench.echo.server;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.io.EndpointHandler;
import dev.sluice.udp.Udp;
import java.io.IOException;

/** The echo of docs/udp.md, on one loop. */
public final class SluiceDatagramEchoServer {
    private static final EndpointHandler ECHO = (ctx, endpoint) -> event -> {
        if (event instanceof Received(var data, var sender)) {
            endpoint.tell(new Send(data, sender));
        }
    };

    private SluiceDatagramEchoServer() {}

    /**
     * Serves until its standard input ends; see {@link ServerConsole}.
     *
     * @param args none
     * @throws IOException if its standard input fails
     */
    public static void main(String[] args) throws IOException {
        ActorSystem system = ActorSystem.create(Settings.named("udp-echo").loops(1));
        Udp.Bound bound = Udp.bind(system, Listening.anyPort(), ECHO).join();
        ServerConsole.serve(bound.local().getPort(), Figures.of(SluiceThread.of(system)));
    }
}
