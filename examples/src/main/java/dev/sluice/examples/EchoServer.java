package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.actor.Spec;
import dev.sluice.examples.carrier.Carrier;
import dev.sluice.examples.echo.EchoMode;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Listens, and sends back what it receives, until the process is ended. */
@Command(name = "echo-server", sortOptions = false, description = {
    "Sends back what it receives, until it is ended (Ctrl-C, SIGTERM).",
    "Prints LISTENING <host>:<port> as soon as it accepts, or LISTENING <file>. Port 0 is any free one."
})
final class EchoServer implements Callable<Integer> {
    private static final int MOST_LOOPS = 1024;
    private static final int LONGEST_SPIN_MICROS = 1_000_000;

    /** Where the handlers run. */
    enum Place {
        /** On the loop of the connection. */
        BESIDE,
        /** On the work-stealing pool. */
        POOL;

        Spec spec(ActorSystem system) {
            Spec spec = Spec.named("echo");
            return this == POOL ? spec.on(system.pool()) : spec;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @picocli.CommandLine.Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Mixin
    private CarrierOptions carriers;

    @Option(names = "--loops", paramLabel = "N", defaultValue = "1", description = {
        "how many threads serve connections (default: ${DEFAULT-VALUE})"})
    private int loops;

    @Option(names = "--handler", paramLabel = "PLACE", defaultValue = "beside", description = {
        "where handlers run (default: ${DEFAULT-VALUE}):",
        "beside = on the loop of the connection; pool = on the work-stealing pool"})
    private Place place;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "push", description = {
        "who holds back a peer that doesn't read (default: ${DEFAULT-VALUE}):",
        "push = the connection by itself;",
        "ack = the handler, which suspends reading while a write is not acknowledged;",
        "pull = the handler, which asks for each piece of input;",
        "suspend = the handler, which suspends reading while output is backed up;",
        "lease = the connection, as with push, and bytes are written from where they were read to"})
    private EchoMode mode;

    @Option(names = "--spin-micros", paramLabel = "N", defaultValue = "0", description = {
        "how long a loop polls before it blocks: processor time for latency (default: ${DEFAULT-VALUE})"})
    private int spinMicros;

    @Override
    public Integer call() {
        Settings settings = settings();
        Carrier carrier = carriers.carrier(address::toListen);
        Server.run(command, settings, system -> listen(system, carrier, mode, place));
        return 0;
    }

    private Settings settings() {
        Arguments.check(command, "--loops", loops, 1, MOST_LOOPS);
        Arguments.check(command, "--spin-micros", spinMicros, 0, LONGEST_SPIN_MICROS);
        return Settings.named("echo-server").loops(loops).spin(Duration.of(spinMicros, ChronoUnit.MICROS));
    }

    /** Starts an echo, and waits until it accepts. Gives the address where it does. */
    static SocketAddress listen(ActorSystem system, Carrier carrier, EchoMode mode, Place place) {
        try {
            return carrier.listen(system, mode.settings(), place.spec(system), mode.handler()).join();
        } catch (CompletionException e) {
            throw new ProgramFailedException(e.getCause().getMessage());
        }
    }
}
