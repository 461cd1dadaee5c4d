package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A server in a JVM of its own, on a free port. */
final class ServerProgram implements AutoCloseable {
    private static final String LISTENING = "LISTENING 127.0.0.1:";

    private final Program program;
    private final int port;

    private ServerProgram(Program program) {
        this.program = program;
        String line = program.line();
        assertTrue(line.startsWith(LISTENING), line);
        this.port = Integer.parseInt(line.substring(LISTENING.length()));
    }

    /** The echo server. */
    static ServerProgram start(List<String> jvmOptions, String... options) throws IOException {
        return startExample("echo-server", jvmOptions, options);
    }

    static ServerProgram startExample(String name, List<String> jvmOptions, String... options) throws IOException {
        String[] args = Stream.concat(Stream.of(name, "--port", "0"), Stream.of(options)).toArray(String[]::new);
        return new ServerProgram(Program.example(jvmOptions, args));
    }

    int port() {
        return port;
    }

    Program.End terminate() throws IOException, InterruptedException {
        return program.terminate().end();
    }

    @Override
    public void close() throws IOException {
        program.close();
    }
}
