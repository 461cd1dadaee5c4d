package dev.sluice.bench.soak;

import dev.sluice.bench.report.Children;
import dev.sluice.bench.soak.SoakServer.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The server, in a JVM of its own, with little memory. */
final class ServerProcess implements AutoCloseable {
    private static final List<String> JVM_ARGUMENTS = List.of("-Xmx256m", "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError");
    private static final long PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;
    private final List<InetSocketAddress> addresses;

    private ServerProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.addresses = awaitAddresses();
    }

    static ServerProcess start() {
        return new ServerProcess(Children.start(Children.java(JVM_ARGUMENTS, SoakServer.class, List.of())));
    }

    private List<InetSocketAddress> awaitAddresses() {
        String line = readLine();
        if (!line.startsWith(SoakServer.LISTENING)) {
            close();
            throw new IllegalStateException("the server said " + line);
        }
        return Arrays.stream(line.substring(SoakServer.LISTENING.length()).split(" ")).map(Integer::valueOf)
            .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).toList();
    }

    /** The echoes over TCP: plain, with acks, with leased reads. */
    List<InetSocketAddress> streams() {
        return addresses.subList(0, addresses.size() - 1);
    }

    /** The echo over UDP. */
    InetSocketAddress datagrams() {
        return addresses.getLast();
    }

    Vitals vitals() {
        return Vitals.parse(ask(Question.VITALS));
    }

    /** Empty if there are none. */
    String faults() {
        return ask(Question.FAULTS);
    }

    private synchronized String ask(Question question) {
        questions.println(question);
        return readLine();
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
