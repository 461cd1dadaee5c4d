package dev.sluice.bench.scaling;

import dev.sluice.bench.report.Json;
import dev.sluice.bench.report.StoredRun.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All curves, as their file tells them.
 *
 * @param date when the measuring began
 * @param commit of what
 * @param machine on what
 * @param jdk of the servers
 * @param client who measured
 * @param plan how often
 * @param curves of all sweeps and servers
 */
record StoredCurves(String date, String commit, Host machine, String jdk, String client, Rounds plan,
    List<Curve> curves) {
    /**
     * How often.
     *
     * @param rounds at each point
     */
    record Rounds(int rounds) {}

    static StoredCurves read(Path file) throws IOException {
        return Json.read(Files.readString(file), StoredCurves.class);
    }

    /** What is going to be written to a file. */
    static StoredCurves of(Map<String, Object> results) {
        return Json.read(Json.write(results), StoredCurves.class);
    }

    Stream<Curve> of(Sweep sweep) {
        return curves.stream().filter(curve -> curve.sweep().equals(sweep.label()));
    }
}
