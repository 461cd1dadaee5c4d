package dev.sluice.bench.echo.client;

import dev.sluice.bench.echo.server.Pinning;
import dev.sluice.bench.echo.server.ServerProcess;
import dev.sluice.bench.report.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client in a process of its own: the one in C, or the one in Java.
 *
 * @param loadgen the program in C; empty = the client in Java
 * @param pinning which processor it runs on
 */
public record ClientProgram(Optional<Path> loadgen, Pinning pinning) {
    private static final String IN_JAVA = "java";
    private static final long PATIENCE_MILLIS = 10_000;

    /**
     * Chooses.
     *
     * @param which {@code java}, or where the program in C is; empty = in C, compiled here, where there is a compiler
     */
    public static ClientProgram of(String which, Pinning pinning) {
        return new ClientProgram(loadgen(which), pinning);
    }

    private static Optional<Path> loadgen(String which) {
        return switch (which) {
            case "" -> Loadgen.compile();
            case IN_JAVA -> Optional.empty();
            default -> Optional.of(Path.of(which));
        };
    }

    public String label() {
        return loadgen.isPresent() ? "loadgen (C)" : "client in Java";
    }

    /** How long it runs before it measures: the one in Java has to be warmed up itself, in each of its processes. */
    public double warmSeconds() {
        return loadgen.isPresent() ? 0.3 : 2;
    }

    /**
     * Runs once.
     *
     * @throws IllegalStateException if the client fails, for example because wrong bytes came back
     */
    public Sample run(ServerProcess server, Load load, double warmSeconds, double seconds) {
        return run(server.port(), server.pid(), load, warmSeconds, seconds);
    }

    /** Runs once, with a server of any process on this machine. */
    Sample run(int port, long pid, Load load, double warmSeconds, double seconds) {
        Process client = Children.start(pinning.client(command(port, pid, load, warmSeconds, seconds)));
        List<String> lines = output(client);
        if (client.exitValue() != 0) {
            throw new IllegalStateException(
                label() + " failed with status " + client.exitValue() + " under this load: " + load);
        }
        return Sample.parse(lines);
    }

    private static List<String> output(Process client) {
        try (BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Children.end(client, PATIENCE_MILLIS);
        }
    }

    private List<String> command(int port, long pid, Load load, double warmSeconds, double seconds) {
        return loadgen.map(program -> inC(program, port, pid, load, warmSeconds, seconds))
            .orElseGet(() -> inJava(port, pid, load, warmSeconds, seconds));
    }

    private static List<String> inC(Path program, int port, long pid, Load load, double warmSeconds, double seconds) {
        List<String> command = words(program, mode(load), "-D", "-p", port, "-i", pid, "-c", load.connections(), "-s",
            load.size(), "-d", load.depth(), "-f", load.fractionPerSecond(), "-l", load.addresses(), "-w", warmSeconds,
            "-t", seconds);
        if (load.exchange() == Exchange.BULK) {
            command.add("-M");
        }
        if (load.isSpinning()) {
            command.add("-b");
        }
        return command;
    }

    private static String mode(Load load) {
        return switch (load.exchange()) {
            case PING_PONG, BULK -> "pingpong";
            case CHURN -> "connect";
            case DATAGRAMS -> "udp-pingpong";
            case IDLE -> "idle";
        };
    }

    private static List<String> inJava(int port, long pid, Load load, double warmSeconds, double seconds) {
        List<String> arguments = words("--exchange", load.exchange().label(), "--port", port, "--server-pid", pid,
            "--connections", load.connections(), "--size", load.size(), "--depth", load.depth(), "--fraction",
            load.fractionPerSecond(), "--warm", warmSeconds, "--seconds", seconds);
        if (load.isSpinning()) {
            arguments.add("--spin");
        }
        return Children.java(List.of("-Xmx256m", "-XX:+UseSerialGC"), Client.class, arguments);
    }

    private static List<String> words(Object... words) {
        List<String> all = new ArrayList<>();
        for (Object word : words) {
            all.add(word.toString());
        }
        return all;
    }
}
