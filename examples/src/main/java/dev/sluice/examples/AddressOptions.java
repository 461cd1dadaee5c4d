package dev.sluice.examples;

import java.net.InetSocketAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --host} and {@code --port}, for whoever has a server to listen or to connect to. */
final class AddressOptions {
    private static final int HIGHEST_PORT = 65_535;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--host", paramLabel = "NAME", defaultValue = "127.0.0.1", description = {
        "name or address of the server (default: ${DEFAULT-VALUE})"})
    private String host;

    @Option(names = "--port", paramLabel = "N", defaultValue = "7000", description = {
        "port of the server (default: ${DEFAULT-VALUE})"})
    private int port;

    /** Where to listen; port 0 is any free one. */
    InetSocketAddress toListen() {
        return address(0);
    }

    /** Where to connect to. */
    InetSocketAddress toConnect() {
        return address(1);
    }

    private InetSocketAddress address(int lowestPort) {
        Arguments.check(command, "--port", port, lowestPort, HIGHEST_PORT);
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ProgramFailedException("there is no host " + host);
        }
        return address;
    }
}
