package dev.sluice.examples;

import static dev.sluice.examples.Sources.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the library's own code waits, which is nothing that its class files tell. */
class WaitingTest {
    private static final List<String> MODULES = List.of("io-api", "transport-spi", "io-tcp", "io-udp");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    private static List<Path> containing(String word) throws IOException {
        Pattern pattern = Pattern.compile("\\b" + word + "\\b");
        List<Path> found = new ArrayList<>();
        int seen = 0;
        for (String module : MODULES) {
            for (Path file : Sources.files(ROOT.resolve(module + "/src/main"), ".java")) {
                seen++;
                if (pattern.matcher(COMMENT.matcher(Files.readString(file)).replaceAll("")).find()) {
                    found.add(ROOT.relativize(file));
                }
            }
        }
        assertTrue(seen > 100, "few files were looked at: " + seen);
        return found;
    }

    /** A virtual thread that blocks in a monitor holds its carrier before Java 24. */
    @Test
    void g51_no_monitor_is_held() throws IOException {
        assertEquals(List.of(), containing("synchronized"));
    }

    @Test
    void g52_nobody_spins_or_sleeps() throws IOException {
        assertEquals(List.of(), containing("Thread\\s*\\.\\s*(onSpinWait|yield|sleep)"));
    }
}
