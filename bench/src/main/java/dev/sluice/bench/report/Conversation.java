package dev.sluice.bench.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A process that answers on its standard output what it is asked on its input, line by line, and ends when that ends. */
public final class Conversation implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 10_000;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream questions;

    /** With a process that {@link Children} has started. */
    public Conversation(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public Process process() {
        return process;
    }

    /** The first line of what it answers. */
    public synchronized String ask(Object question) {
        questions.println(question);
        return readLine();
    }

    /**
     * The next line.
     *
     * @throws IllegalStateException if the process has ended
     */
    public String readLine() {
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

    /**
     * What the first line says behind a word.
     *
     * @throws IllegalStateException if it says something else; then the process is ended
     */
    public String awaitGreeting(String word) {
        try {
            String line = readLine();
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
            throw new IllegalStateException("the server said " + line);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Ends it. */
    @Override
    public void close() {
        questions.close();
        Children.end(process, PATIENCE_MILLIS);
    }
}
