package dev.sluice.examples;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.examples.load.DatagramLoad;
import dev.sluice.examples.load.DatagramPlan;
import dev.sluice.examples.load.LoadFailedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a small load on an echo server for datagrams, and prints what came out, and how much was lost. */
@Command(name = "udp-echo-client", sortOptions = false, description = {
    "Puts a small load on an echo server for datagrams; prints loss, throughput and latency.",
    "Each socket sends a message, waits for its echo, compares every byte, and sends the next.",
    "Ends with status 1 if a byte is wrong, or a socket has no echo at all."
})
final class UdpEchoClient implements Callable<Integer> {
    private static final int MOST_SOCKETS = 60_000;
    private static final int LARGEST_SIZE = 65_507;
    private static final int LARGEST_DEPTH = 1 << 16;
    private static final int LONGEST_WAIT_MILLIS = 60_000;
    private static final int LONGEST_SECONDS = 3600;

    @Spec
    private CommandSpec command;

    @Mixin
    private AddressOptions address;

    @Option(names = "--sockets", paramLabel = "N", defaultValue = "16", description = {
        "how many at the same time (default: ${DEFAULT-VALUE})"})
    private int sockets;

    @Option(names = "--size", paramLabel = "BYTES", defaultValue = "64", description = {
        "of a message, in which its number takes 4 (default: ${DEFAULT-VALUE})"})
    private int size;

    @Option(names = "--messages", paramLabel = "N", defaultValue = "10000", description = {
        "how many each socket sends (default: ${DEFAULT-VALUE})"})
    private int messages;

    @Option(names = "--depth", paramLabel = "N", defaultValue = "1", description = {
        "how many messages may be on their way from a socket (default: ${DEFAULT-VALUE})"})
    private int depth;

    @Option(names = "--lost-after-millis", paramLabel = "N", defaultValue = "500", description = {
        "how long an echo is waited for (default: ${DEFAULT-VALUE})"})
    private int lostAfterMillis;

    @Option(names = "--at-most-seconds", paramLabel = "N", defaultValue = "60", description = {
        "when nothing more is sent, though some be left (default: ${DEFAULT-VALUE})"})
    private int atMostSeconds;

    @Override
    public Integer call() throws LoadFailedException, InterruptedException {
        DatagramPlan plan = plan();
        try (ActorSystem system = ActorSystem.create(Settings.named("udp-echo-client").loops(1))) {
            PrintWriter out = command.commandLine().getOut();
            out.println(DatagramLoad.run(system, plan).text());
            out.flush();
        }
        return 0;
    }

    private DatagramPlan plan() {
        Arguments.check(command, "--sockets", sockets, 1, MOST_SOCKETS);
        Arguments.check(command, "--size", size, DatagramPlan.LEAST_SIZE, LARGEST_SIZE);
        Arguments.check(command, "--messages", messages, 1, Integer.MAX_VALUE);
        Arguments.check(command, "--depth", depth, 1, LARGEST_DEPTH);
        Arguments.check(command, "--lost-after-millis", lostAfterMillis, 1, LONGEST_WAIT_MILLIS);
        Arguments.check(command, "--at-most-seconds", atMostSeconds, 1, LONGEST_SECONDS);
        return new DatagramPlan(address.toConnect(), sockets, size, messages, depth,
            Duration.ofMillis(lostAfterMillis), Duration.ofSeconds(atMostSeconds));
    }
}
