package dev.sluice.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log in which a collector says how long it has stopped a JVM; lives as long as that JVM is looked at. */
record PauseLog(Path file) implements AutoCloseable {
    static PauseLog fresh() throws IOException {
        return new PauseLog(Files.createTempFile("sluice-pauses-", ".log"));
    }

    /** For the JVM that is looked at. */
    List<String> jvmArguments() {
        return List.of("-Xlog:gc,gc+phases:file=" + file + ":uptime:filecount=0");
    }

    Pauses read() throws IOException {
        return Pauses.parse(Files.readAllLines(file));
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
