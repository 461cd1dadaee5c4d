package dev.sluice.bench.echo.client;

import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A client in a process of its own: {@link EchoClient}, or the one in C.
 *
 * @param loadgen the program in C; empty = the client in Java
 * @param pinning which processor it runs on
 */
public record ClientProgram(String loadgen, Pinning pinning) {
    private static final long PATIENCE_MILLIS = 10_000;

    public String label() {
        return loadgen.isEmpty() ? "EchoClient (Java)" : "loadgen (C)";
    }

    /** How long it runs before it measures: the one in Java has to be warmed up itself, in each of its processes. */
    public double warmSeconds() {
        return loadgen.isEmpty() ? 2 : 0.3;
    }

    /** Runs once. */
    public Sample run(ServerProcess server, Load load, double warmSeconds, double seconds) {
        Process client = Children.start(pinning.client(command(server, load, warmSeconds, seconds)));
        try (BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().filter(Sample::isResult).findFirst().map(Sample::parse)
                .orElseThrow(() -> new IllegalStateException("the client gave no result"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Children.end(client, PATIENCE_MILLIS);
        }
    }

    private List<String> command(ServerProcess server, Load load, double warmSeconds, double seconds) {
        String port = Integer.toString(server.port());
        String pid = Long.toString(server.pid());
        String connections = Integer.toString(load.connections());
        String size = Integer.toString(load.size());
        String depth = Integer.toString(load.depth());
        String warm = Double.toString(warmSeconds);
        String measured = Double.toString(seconds);
        if (!loadgen.isEmpty()) {
            return List.of(loadgen, "pingpong", "-p", port, "-i", pid, "-c", connections, "-s", size, "-d", depth, "-w",
                warm, "-t", measured);
        }
        return Children.java(List.of("-Xmx256m", "-XX:+UseSerialGC"), EchoClient.class,
            List.of("--port", port, "--server-pid", pid, "--connections", connections, "--size", size, "--depth", depth,
                "--warm", warm, "--seconds", measured));
    }
}
