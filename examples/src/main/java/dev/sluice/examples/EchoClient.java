package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.examples.load.Load;
import dev.sluice.examples.load.LoadFailedException;
import dev.sluice.examples.load.LoadPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a small load on an echo server, and prints what came out. */
@Command(name = "echo-client", sortOptions = false, description = {
    "Puts a small load on an echo server; prints messages per second and percentiles of latency.",
    "Each connection sends a message, waits for its echo, compares every byte, and sends the next.",
    "Ends with status 1 if a byte is wrong, a connection is lost, or nothing moves for 10 s."
})
final class EchoClient implements Callable<Integer> {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 60_000;
    private static final int LARGEST_SIZE = 64 << 20;
    private static final int MOST_BYTES_ON_THEIR_WAY = 1 << 30;

    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Mixin
    private CarrierOptions carriers;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64", description = {
        "how many at the same time (default: ${DEFAULT-VALUE})"})
    private int connections;

    @Option(names = "--size", paramLabel = "BYTES", defaultValue = "64", description = {
        "of a message (default: ${DEFAULT-VALUE})"})
    private int size;

    @Option(names = "--count", paramLabel = "N", defaultValue = "10000", description = {
        "how many messages each connection sends (default: ${DEFAULT-VALUE})"})
    private int count;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "1", description = {
        "how many messages may be on their way on a connection (default: ${DEFAULT-VALUE})"})
    private int depth;

    @Override
    public Integer call() throws LoadFailedException, InterruptedException {
        LoadPlan plan = plan();
        try (ActorSystem system = ActorSystem.create(Settings.named("echo-client").loops(1))) {
            PrintWriter out = command.commandLine().getOut();
            out.println(Load.run(system, plan).text());
            out.flush();
        }
        return 0;
    }

    private LoadPlan plan() {
        Arguments.check(command, "--connections", connections, 1, MOST_CONNECTIONS);
        Arguments.check(command, "--size", size, 1, LARGEST_SIZE);
        Arguments.check(command, "--count", count, 1, Integer.MAX_VALUE);
        Arguments.check(command, "--depth", depth, 1, MOST_BYTES_ON_THEIR_WAY / size);
        return new LoadPlan(carriers.carrier(address::toConnect), connections, size, count, depth, PATIENCE);
    }
}
