package dev.sluice.bench.echo.client;

import dev.sluice.bench.report.Children;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The client in C, compiled where it is to run. */
final class Loadgen {
    private static final long PATIENCE_MILLIS = 60_000;

    private Loadgen() {}

    /** The program, which is deleted when this JVM ends; empty = there is no C compiler here. */
    static Optional<Path> compile() {
        try {
            return hasCompiler() ? Optional.of(compiled()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean hasCompiler() {
        try {
            Process version = new ProcessBuilder("cc", "--version").redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start();
            Children.end(version, PATIENCE_MILLIS);
            return version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path compiled() throws IOException {
        Path program = Files.createTempFile("loadgen", "");
        program.toFile().deleteOnExit();
        Process compiler = new ProcessBuilder("cc", "-O2", "-x", "c", "-o", program.toString(), "-")
            .redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start();
        try (InputStream source = Loadgen.class.getResourceAsStream("/loadgen.c");
            OutputStream in = compiler.getOutputStream()) {
            source.transferTo(in);
        }
        Children.end(compiler, PATIENCE_MILLIS);
        if (compiler.exitValue() != 0) {
            throw new IllegalStateException("cc can't compile the client in C; the one in Java does without");
        }
        return program;
    }
}
