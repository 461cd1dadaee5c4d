package dev.sluice.examples;

import dev.sluice.actor.Settings;
import dev.sluice.examples.dns.DnsServer;
import dev.sluice.examples.dns.Zone;
import dev.sluice.examples.dns.ZoneException;
import dev.sluice.examples.dns.ZoneFile;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A name server, until the process is ended. */
@Command(name = "dns", sortOptions = false, description = {
    "Answers DNS queries for a zone file, over UDP and TCP, until it is ended (Ctrl-C, SIGTERM).",
    "Prints LISTENING <host>:<port> as soon as it receives. Port 0 is any free one."
})
final class Dns implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Option(names = "--zone", paramLabel = "FILE", required = true, description = {
        "the zone, in the format of RFC 1035, which BIND's files have too"})
    private Path file;

    @Option(names = "--origin", paramLabel = "NAME", description = {
        "the zone's name, if the file has no $ORIGIN"})
    private String origin;

    @Override
    public Integer call() {
        InetSocketAddress where = address.toListen();
        Zone zone = zone();
        Server.run(command, Settings.named("dns"), system -> DnsServer.listen(system, where, zone).join());
        return 0;
    }

    private Zone zone() {
        try {
            return ZoneFile.read(file, origin);
        } catch (ZoneException e) {
            throw new ProgramFailedException(e.getMessage());
        }
    }
}
