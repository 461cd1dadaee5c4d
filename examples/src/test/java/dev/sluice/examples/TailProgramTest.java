package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file tail in a JVM of its own. */
class TailProgramTest {
    @TempDir
    private Path folder;

    @Test
    void itPrintsLinesUntilItIsEnded() throws Exception {
        Path file = Files.writeString(folder.resolve("log"), "one\ntw");
        try (Program program = Program.example("tail", "--file", file.toString(), "--from-start", "--every-millis",
            "1")) {
            assertEquals("one", program.line());
            Files.writeString(file, "o\nthree\n", StandardOpenOption.APPEND);
            assertEquals("two", program.line());
            assertEquals("three", program.line());
            Files.move(file, folder.resolve("log.1"));
            Files.writeString(file, "four\n");
            assertEquals("four", program.line());

            assertEquals(new Program.End(Program.TERMINATED, List.of(), List.of()), program.terminate().end());
        }
    }

    @Test
    void itSaysWhyItCanNotGoOn() throws Exception {
        try (Program program = Program.example("tail", "--file", folder.toString())) {
            Program.End end = program.end();

            assertEquals(1, end.status());
            assertEquals(List.of("tail: " + folder + " can't be followed: it is no regular file"), end.err());
        }
    }
}
