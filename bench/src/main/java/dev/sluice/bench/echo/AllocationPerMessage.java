package dev.sluice.bench.echo;

import dev.sluice.bench.echo.client.EchoClient;
import dev.sluice.bench.echo.client.Load;
import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.echo.server.ServerKind;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Options;
import java.io.IOException;

/**
 * How many bytes the loop's thread allocates for one echoed message, in the steady state, beside what the design
 * allows: what the bare loop allocates for the same is the JDK's.
 */
public final class AllocationPerMessage {
    /** Of a HotSpot JVM with compressed class pointers, as they are by default. */
    private static final int ARRAY_HEADER = 16;
    private static final int RECEIVED = 16;
    private static final int BYTE_STRING = 24;
    private static final int WRITE = 24;
    private static final int ENVELOPE = 24;
    private static final int ALIGNMENT = 8;

    private AllocationPerMessage() {}

    /**
     * Prints the allocation per message of each server.
     *
     * @param args see {@code --help}
     * @throws IOException if a connection fails
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.of(AllocationPerMessage.class)
            .option("connections", 64, "how many")
            .option("size", 64, "bytes of a message")
            .option("warm", 8, "seconds of warming up each server")
            .option("seconds", 5, "seconds of measuring each server")
            .flag("smoke", "a second each")
            .parse(args);
        Load load = Load.pingPong(options.integer("connections"), options.integer("size"), 1);
        double warm = options.has("smoke") ? 1 : options.seconds("warm");
        double seconds = options.has("smoke") ? 1 : options.seconds("seconds");

        System.out.printf("bytes allocated by the loop's thread per message; %s%n", load);
        double bare = measure(ServerKind.BARE, load, warm, seconds);
        double sluice = measure(ServerKind.SLUICE, load, warm, seconds);
        System.out.printf("%-8s %8.2f%n%-8s %8.2f%n", "bare", bare, "sluice", sluice);
        explain(sluice, load.size());
    }

    private static double measure(ServerKind kind, Load load, double warm, double seconds) throws IOException {
        try (ServerProcess server = ServerProcess.start(kind);
            EchoClient client = new EchoClient(server.address(), load)) {
            client.run(warm);
            server.ask(Question.ALLOCATED);
            long messages = client.answered();
            long allocated = server.ask(Question.ALLOCATED);
            client.run(seconds);
            return (double) (server.ask(Question.ALLOCATED) - allocated) / (client.answered() - messages);
        }
    }

    private static void explain(double measured, int size) {
        int array = (ARRAY_HEADER + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int allowed = array + BYTE_STRING + RECEIVED + WRITE + 2 * ENVELOPE;
        System.out.printf("%-8s %8d = array %d + ByteString %d + Received %d + Write %d + 2 envelopes %d%n", "allowed",
            allowed, array, BYTE_STRING, RECEIVED, WRITE, 2 * ENVELOPE);
        System.out.printf("%-8s %8.2f%n", "surplus", measured - allowed);
    }
}
