package dev.sluice.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A file of results, headed by when, where and of what they were got. To be made before the measuring begins. */
public final class ResultFile {
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final double loadAverage = Machine.loadAverage();
    private final String folder;
    private final String name;

    /**
     * Notes the time and the load of the machine.
     *
     * @param folder where the file goes; empty = nowhere
     * @param name what its name begins with
     */
    public ResultFile(String folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** The results behind their heading: what is in the file. */
    public Map<String, Object> headed(Map<String, Object> results) {
        Map<String, Object> all = Json.object("date", begin,
            "commit", Machine.commit(),
            "machine", Machine.describe(),
            "loadAverageBefore", loadAverage,
            "jdk", Machine.jdk());
        all.putAll(results);
        return all;
    }

    /** Writes it, or writes it anew, and says where. */
    public void write(Map<String, Object> results) throws IOException {
        if (folder.isEmpty()) {
            return;
        }
        Path file = Path.of(folder).resolve(name + "-" + begin.toString().replace(":", "") + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Json.write(headed(results)) + "\n");
        System.out.println("written to " + file);
    }
}
