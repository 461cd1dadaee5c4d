package dev.sluice.examples;

import dev.sluice.actor.Settings;
import dev.sluice.examples.gateway.GatewayServer;
import dev.sluice.examples.gateway.Limits;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Actors over HTTP, until the process is ended. */
@Command(name = "gateway", sortOptions = false, description = {
    "Serves actors over HTTP, until it is ended (Ctrl-C, SIGTERM).",
    "PUT /actors/NAME spawns one, POST sends it a message, GET shows its state, DELETE kills it. There are the",
    "kinds counter and log.",
    "Prints LISTENING <host>:<port> as soon as it accepts. Port 0 is any free one."
})
final class Gateway implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Override
    public Integer call() {
        InetSocketAddress where = address.toListen();
        Server.run(command, Settings.named("gateway"),
            system -> GatewayServer.listen(system, where, Limits.DEFAULT).join().local());
        return 0;
    }
}
