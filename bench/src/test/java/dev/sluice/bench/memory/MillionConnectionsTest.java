package dev.sluice.bench.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.memory.Hall.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It runs, with less than a million. No figure is looked at but that there is one. */
class MillionConnectionsTest {
    @Test
    void writes_a_file_of_all_that_was_measured(@TempDir Path folder) throws IOException {
        MillionConnections.main(new String[] {"--connections", "500", "--seconds", "0.5", "--jvm", "-Xmx256m",
            "--results", folder.toString()});

        try (Stream<Path> files = Files.list(folder)) {
            String json = Files.readString(files.findFirst().orElseThrow());
            assertTrue(json.contains("heapBytesEachEnd"), json);
            assertTrue(json.contains("\"connections\": 500"), json);
        }
    }

    @Test
    void a_hall_opens_talks_and_closes_again_and_again() throws IOException {
        try (PauseLog pauses = PauseLog.fresh(); Hall hall = new Hall(pauses)) {
            for (int i = 0; i < 3; i++) {
                hall.open(300);
                hall.broadcast();
                Phase talked = hall.talk(2000, 0.1);
                hall.closeAll();

                assertTrue(talked.seconds() >= 0.0995, talked::toString);
                assertEquals(200, hall.crowd().latencies().getTotalCount());
            }
        }
    }
}
