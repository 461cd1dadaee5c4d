package dev.sluice.bench.echo.server;

import dev.sluice.bench.echo.server.ServerConsole.Question;
import dev.sluice.bench.report.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server in a JVM of its own, and what it tells about itself; see {@link ServerConsole}. */
public final class ServerProcess implements AutoCloseable {
    /**
     * The same for every server. On one processor the JVM would choose another collector by itself; and a library of
     * native code may be loaded.
     */
    private static final List<String> JVM_ARGUMENTS = List.of("-Xmx4g", "-XX:+UseG1GC",
        "--enable-native-access=ALL-UNNAMED");

    private static final long PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final int port;

    private ServerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.port = awaitPort();
    }

    /** Starts a server on any processor. */
    public static ServerProcess start(ServerKind kind) {
        return start(kind, List.of(), Pinning.NONE);
    }

    /** Starts a server with further JVM arguments, on the processor that is reserved for it. */
    public static ServerProcess start(ServerKind kind, List<String> furtherJvmArguments, Pinning pinning) {
        List<String> command = Children.java(arguments(furtherJvmArguments), kind.main, kind.arguments);
        return new ServerProcess(Children.start(pinning.server(command)));
    }

    /** All JVM arguments of a server. */
    public static List<String> arguments(List<String> further) {
        return Stream.concat(JVM_ARGUMENTS.stream(), further.stream()).toList();
    }

    private int awaitPort() {
        try {
            String line = readLine();
            if (line.startsWith(ServerConsole.LISTENING)) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            }
            throw new IllegalStateException("the server said " + line);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** How it has ended after {@link #close}; 0 = by itself. */
    public int exitValue() {
        return process.exitValue();
    }

    /** Asks for a number. */
    public long ask(Question question) {
        questions.println(question);
        return Long.parseLong(readLine());
    }

    /** Collects garbage, and counts what is alive. */
    public HeapHistogram histogram() {
        questions.println(Question.HISTOGRAM);
        List<String> lines = new ArrayList<>();
        for (String line; !(line = readLine()).equals(ServerConsole.END);) {
            lines.add(line);
        }
        return HeapHistogram.parse(lines);
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the server has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        questions.close();
        Children.end(process, PATIENCE_MILLIS);
    }
}
