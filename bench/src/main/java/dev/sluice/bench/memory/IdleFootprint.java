package dev.sluice.bench.memory;

import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Options;
import dev.sluice.bench.report.ResultFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an idle connection takes, over TCP: heap and direct memory of the server with the echo's handler attached, after
 * a full collection; its resident set; and the kernel's memory for both ends. By the way, how long it takes to open
 * them all, how long to have one message echoed on each, and how long the server's collector stops it meanwhile. The
 * client is in this JVM, and so doesn't count, but for the kernel's part.
 */
public final class IdleFootprint {
    /** Bytes of heap that a connection of Sluice may take more than the bare loop's. */
    private static final int BAR = 512;

    private IdleFootprint() {}

    /**
     * Prints the footprint of a connection of each server, for each number of connections.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(IdleFootprint.class)
            .option("servers", "bare,sluice,netty-nio,netty-epoll", "which of " + ServerKind.labels())
            .option("counts", "1000,5000,10000,19500", "how many connections; up to 1000000 if the limits allow")
            .option("settle", 2, "seconds for what connections do once after their first message")
            .option("results", "bench/results", "where the file goes; empty = nowhere")
            .flag("classes", "also prints what the heap consists of")
            .flag("smoke", "200 connections, bare and sluice; no file")
            .parse(args);
        boolean smoke = options.has("smoke");
        List<ServerKind> servers = servers(options, smoke ? "bare,sluice" : options.text("servers"));
        List<Integer> counts = counts(options, smoke ? "200" : options.text("counts"));
        ResultFile file = new ResultFile(smoke ? "" : options.text("results"), "memory");

        Footprints footprints = measure(new Experiment(options.seconds("settle")), servers, counts);
        System.out.print(footprints.differences(BAR));
        if (options.has("classes")) {
            System.out.print(footprints.classes());
        }
        file.write(footprints.toMap());
    }

    private static List<ServerKind> servers(Options options, String labels) {
        try {
            return ServerKind.parse(labels).stream().filter(IdleFootprint::starts).toList();
        } catch (IllegalArgumentException e) {
            throw options.fail(e.getMessage());
        }
    }

    /** Netty's native transport is not on every machine. */
    private static boolean starts(ServerKind server) {
        try {
            ServerProcess.start(server).close();
            return true;
        } catch (IllegalStateException e) {
            System.out.println(server.label() + " is left out: " + e.getMessage());
            return false;
        }
    }

    private static List<Integer> counts(Options options, String list) {
        try {
            List<Integer> counts = Arrays.stream(list.split(",")).map(Integer::valueOf).sorted().toList();
            if (counts.get(0) > 0) {
                return counts;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw options.fail("--counts is no list of numbers above 0: " + list);
    }

    /** Ends in front of the first step for which there is not enough of something. */
    private static Footprints measure(Experiment experiment, List<ServerKind> servers, List<Integer> counts)
        throws IOException {
        Footprints footprints = new Footprints();
        System.out.println(Limits.describe());
        System.out.print(Footprint.HEADING);
        for (int count : counts) {
            for (ServerKind server : servers) {
                String shortage = Limits.shortage(count);
                if (!shortage.isEmpty()) {
                    System.out.printf(Locale.ROOT, "stopped before %,d connections of %s: %s%n", count, server.label(),
                        shortage);
                    return footprints.stopped(shortage);
                }
                Footprint footprint = experiment.run(server, count);
                System.out.print(footprint.row());
                footprints.add(footprint);
            }
        }
        return footprints;
    }
}
