package dev.sluice.examples;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program in a JVM of its own, with the class path that the jar has. */
final class Program implements AutoCloseable {
    /** What SIGTERM makes of a JVM's exit status. */
    static final int TERMINATED = 128 + 15;

    /** How it ended, and what of its output was not read before. */
    record End(int status, List<String> out, List<String> err) {}

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader();
        this.err = err;
    }

    /** Starts an example as the jar does. */
    static Program example(String... args) throws IOException {
        return example(List.of(), args);
    }

    static Program example(List<String> jvmOptions, String... args) throws IOException {
        List<String> main = new ArrayList<>(jvmOptions);
        main.add(Launcher.class.getName());
        main.addAll(List.of(args));
        return java(main);
    }

    /** Starts a JVM with options, a class or a source file, and its arguments. */
    static Program java(List<String> args) throws IOException {
        List<String> all = new ArrayList<>(List.of("-cp", classPath()));
        all.addAll(args);
        return jvm(all);
    }

    /** Starts a JVM that has only what its arguments say. */
    static Program jvm(List<String> args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(args);
        Path err = Files.createTempFile("example", ".err");
        return new Program(new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    private static String classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(System.getProperty("java.class.path"))
            .filter(entry -> !Path.of(entry).endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits for the next line on stdout. */
    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("has ended without that line; stderr: " + Files.readAllLines(err));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, as a shell's kill does. */
    Program terminate() {
        process.toHandle().destroy(); // Process.destroy would also close its output on this side
        return this;
    }

    /** Waits for its end. */
    End end() throws IOException, InterruptedException {
        List<String> lines = out.lines().toList();
        int status = process.waitFor();
        return new End(status, lines, Files.readAllLines(err));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
        Files.delete(err);
    }
}
