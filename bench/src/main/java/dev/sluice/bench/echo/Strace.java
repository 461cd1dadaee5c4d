package dev.sluice.bench.echo;

import dev.sluice.bench.report.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the system calls of another process from {@link #attach} on. */
final class Strace implements AutoCloseable {
    /** {@code  49.97    0.012071           5      2385        12 write}: per cent, seconds, µs for each, calls, errors, name. */
    private static final Pattern LINE = Pattern
        .compile("\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:\\d+\\s+)?(\\w+)");

    private static final long PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final Path summary;

    private Strace(Process process, Path summary) {
        this.process = process;
        this.summary = summary;
    }

    /** Returns when it counts. */
    static Strace attach(long pid) throws IOException {
        Path summary = Files.createTempFile("strace", ".txt");
        Process process = new ProcessBuilder("strace", "-f", "-c", "-o",
            summary.toString(), "-p", Long.toString(pid)).start();
        BufferedReader says = process.errorReader(StandardCharsets.UTF_8);
        String first = says.readLine();
        if (first == null || !first.contains("attached")) {
            Files.delete(summary);
            throw new IOException("strace can't watch process " + pid + ": " + first);
        }
        return new Strace(process, summary);
    }

    /** Ends the counting. Gives calls by name, divided by so many messages. */
    Map<String, Double> callsFor(long messages) throws IOException {
        process.destroy(); // a request: it detaches, and writes its summary
        Children.end(process, PATIENCE_MILLIS);
        return parse(Files.readAllLines(summary), messages);
    }

    static Map<String, Double> parse(List<String> lines, long messages) {
        Map<String, Double> calls = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && !matcher.group(2).equals("total")) {
                calls.put(matcher.group(2), Double.parseDouble(matcher.group(1)) / messages);
            }
        }
        return calls;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(summary);
    }
}
