package dev.sluice.examples;

import dev.sluice.examples.carrier.Carrier;
import dev.sluice.examples.carrier.Certificates;
import dev.sluice.examples.carrier.OverTcp;
import dev.sluice.examples.carrier.OverTls;
import dev.sluice.examples.carrier.OverUnix;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --tls} and {@code --unix}: over what the two sides of the echo meet, if it isn't bare TCP. */
final class CarrierOptions {
    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--tls", paramLabel = "FILE", description = {
        "speak TLS; a key store, with the key of the server, or with the certificates that a client trusts"})
    private File keyStore;

    @Option(names = "--password", paramLabel = "TEXT", defaultValue = "", description = "of the key store")
    private String password;

    @Option(names = "--unix", paramLabel = "FILE", description = {
        "meet at a Unix domain socket instead of a host and port"})
    private Path path;

    /** The carrier; the address is needed unless it is a Unix domain socket. */
    Carrier carrier(Supplier<InetSocketAddress> address) {
        if (path != null && keyStore != null) {
            throw new ParameterException(command.commandLine(), "--unix and --tls don't go together");
        }
        if (path != null) {
            return new OverUnix(path);
        }
        return keyStore == null ? new OverTcp(address.get()) : new OverTls(address.get(), context());
    }

    private SSLContext context() {
        try {
            return Certificates.read(keyStore, password.toCharArray());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ProgramFailedException("can't read " + keyStore + ": " + e.getMessage());
        }
    }
}
