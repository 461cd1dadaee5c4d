package dev.sluice.examples;

import dev.sluice.actor.Settings;
import dev.sluice.examples.chat.ChatServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A chat with rooms, until the process is ended. */
@Command(name = "chat", sortOptions = false, description = {
    "Lets clients chat line by line, until it is ended (Ctrl-C, SIGTERM).",
    "A client's first line is its name; then it talks in the room lobby. /join ROOM goes elsewhere, /quit away.",
    "Prints LISTENING <host>:<port> as soon as it accepts. Port 0 is any free one."
})
final class Chat implements Callable<Integer> {
    private static final int LONGEST_STALL = 3600;

    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Option(names = "--stall-seconds", paramLabel = "N", defaultValue = "30", description = {
        "how long a client may read nothing before it is dropped (default: ${DEFAULT-VALUE})"})
    private int stallSeconds;

    @Override
    public Integer call() {
        Arguments.check(command, "--stall-seconds", stallSeconds, 1, LONGEST_STALL);
        InetSocketAddress where = address.toListen();
        Server.run(command, Settings.named("chat"),
            system -> ChatServer.listen(system, where, Duration.ofSeconds(stallSeconds)).join().local());
        return 0;
    }
}
