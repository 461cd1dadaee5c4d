package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.io.Endpoint.Received;
import dev.sluice.io.Endpoint.Send;
import dev.sluice.udp.Udp;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends each datagram back to where it came from, until the process is ended. */
@Command(name = "udp-echo-server", sortOptions = false, description = {
    "Sends each datagram back to where it came from, until it is ended (Ctrl-C, SIGTERM).",
    "Prints LISTENING <host>:<port> as soon as it receives. Port 0 is any free one."
})
final class UdpEchoServer implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Override
    public Integer call() {
        InetSocketAddress where = address.toListen();
        Server.run(command, Settings.named("udp-echo-server").loops(1), system -> listen(system, where).join().local());
        return 0;
    }

    /** An echo. What can't be sent as fast as it comes is dropped, as anywhere else on the way. */
    static CompletableFuture<Udp.Bound> listen(ActorSystem system, InetSocketAddress address) {
        return Udp.bind(system, address, (ctx, endpoint) -> event -> {
            if (event instanceof Received(var data, var sender)) {
                endpoint.tell(new Send(data, sender));
            }
        });
    }
}
